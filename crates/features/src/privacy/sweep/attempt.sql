delete from attempt where window_start < $1
