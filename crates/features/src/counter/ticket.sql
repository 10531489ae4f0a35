select * from ticket where id = $1
