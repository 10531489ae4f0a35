select * from account where id in ($list)
