select 'application ' || a.id from application a join job j on j.id = a.job_id
where j.employer_id <> a.employer_id order by a.id limit 100
