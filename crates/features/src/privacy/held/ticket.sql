select * from ticket where worker_id in ($list)
