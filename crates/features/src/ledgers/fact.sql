select * from fact where id = $1
