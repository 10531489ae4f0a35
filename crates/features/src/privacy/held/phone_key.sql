select * from phone_key where worker_id in ($list)
