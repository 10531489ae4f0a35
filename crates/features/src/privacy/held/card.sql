select * from card where worker_id in ($list)
