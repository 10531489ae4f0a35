select worker_id, state from application where job_id = $1 and state in ('applied', 'shortlisted', 'offered') order by id
