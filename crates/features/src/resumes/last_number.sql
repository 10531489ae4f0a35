select coalesce(max(number), 0) from resume where worker_id = $1
