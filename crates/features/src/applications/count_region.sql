select a.state, count(*) as applications from application a join job j on j.id = a.job_id
where j.region >= $1 and j.region < $2 and a.updated_at >= $3 group by a.state order by a.state
