select * from fact where worker_id in ($list)
