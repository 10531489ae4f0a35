select * from card where id = $1
