select * from card where worker_id = $1
