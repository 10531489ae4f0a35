select count from attempt where name = $1 and bucket = $2
