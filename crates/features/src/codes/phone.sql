select * from phone_key where id = $1 and worker_id = $2
