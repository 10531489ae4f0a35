select * from application where worker_id = $1 and state in ('applied', 'shortlisted', 'offered', 'hired') order by id
