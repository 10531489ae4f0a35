select * from invitation where worker_id in ($list)
