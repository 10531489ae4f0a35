select * from resume where worker_id in ($list)
