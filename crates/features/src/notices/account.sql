select * from account where id = $1
