select count(*) from application where job_id = $1 and state = 'offered'
