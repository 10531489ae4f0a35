select * from employer where id in ($list)
