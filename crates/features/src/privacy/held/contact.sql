select * from contact where worker_id in ($list)
