select a.worker_id, j.occupation, count(*) as hires, max(a.ended_at) as last_at
from application a join job j on j.id = a.job_id
where a.worker_id in ($list) and a.state = 'hired' group by a.worker_id, j.occupation order by a.worker_id, hires desc, j.occupation
