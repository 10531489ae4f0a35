select count(*) from invitation where worker_id = $1 and at > $2
