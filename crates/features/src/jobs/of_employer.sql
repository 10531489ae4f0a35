select j.*, (select count(*) from application a where a.job_id = j.id and a.state in ('applied', 'shortlisted')) as waiting,
  (select count(*) from application a where a.job_id = j.id and a.state = 'offered') as offered
from job j where j.employer_id = $1 and (j.created_at < $2 or (j.created_at = $2 and j.id < $3))
order by j.created_at desc, j.id desc limit $4
