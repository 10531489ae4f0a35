select a.job_id, j.title, a.state, a.updated_at
from application a join job j on j.id = a.job_id
where a.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
  order by a.applied_at desc, a.id desc limit 50
