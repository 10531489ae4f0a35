select * from fact where worker_id = $1 order by id
