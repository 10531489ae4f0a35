select * from look where worker_id = $1
