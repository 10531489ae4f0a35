select * from application where worker_id = $1 and (applied_at < $2 or (applied_at = $2 and id < $3))
order by applied_at desc, id desc limit $4
