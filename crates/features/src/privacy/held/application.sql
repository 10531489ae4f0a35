select * from application where worker_id in ($list)
