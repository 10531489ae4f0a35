select * from worker where id in ($list)
