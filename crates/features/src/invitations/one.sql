select id from invitation where job_id = $1 and worker_id = $2
