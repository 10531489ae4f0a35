select * from application where job_id = $1 and state in ('applied', 'shortlisted') order by applied_at, id limit $2
