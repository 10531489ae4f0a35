select * from ticket where worker_id = $1
