select * from worker where id in ($list) and erased_at is null order by id
