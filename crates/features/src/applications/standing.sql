select * from application where worker_id = $1 and job_id = $2 and state in ('applied', 'shortlisted', 'offered', 'hired')
