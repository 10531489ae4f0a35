select count(*) from fact where worker_id = $1
