select * from merge where id = $1
