select * from contact where worker_id = $1 order by id
