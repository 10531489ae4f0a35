select coalesce(w.merged_into, w.id) from application a join worker w on w.id = a.worker_id where a.job_id = $1
