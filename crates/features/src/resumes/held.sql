select * from resume where worker_id = $1 and body is not null order by number
