select a.id as application, a.job_id as job, j.title, j.occupation, a.employer_id as employer,
  e.name as employer_name, a.ended_at as hired_at, a.starts_at, a.ends_at
from application a
join job j on j.id = a.job_id
join employer e on e.id = a.employer_id
where a.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
  and a.state = 'hired'
order by a.ended_at desc, a.id
