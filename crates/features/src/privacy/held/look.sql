select * from look where worker_id in ($list)
