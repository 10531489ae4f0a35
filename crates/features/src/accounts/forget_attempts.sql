delete from attempt where bucket = $1
