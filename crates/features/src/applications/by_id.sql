select * from application where id = $1
