select * from application where job_id = $1 and id > $2 order by id limit $3
