select a.job_id, j.title, a.state, a.updated_at
from application a join job j on j.id = a.job_id
where a.worker_id = $1 order by a.applied_at desc, a.id desc limit 50
