select worker_id from application where job_id = $1
