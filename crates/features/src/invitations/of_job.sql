select coalesce(w.merged_into, w.id) from invitation i join worker w on w.id = i.worker_id where i.job_id = $1
