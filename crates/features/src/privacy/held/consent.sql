select * from consent where worker_id in ($list)
