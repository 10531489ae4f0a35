select worker_id from invitation where job_id = $1
