select * from consent where worker_id = $1
