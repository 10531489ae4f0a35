select count from attempt where name = $1 and bucket = $2 and window_start > $3
