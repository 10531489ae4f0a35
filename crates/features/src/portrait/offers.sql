select 'application' as what, a.job_id, j.title, a.state as state, a.applied_at as at, a.updated_at as changed_at
from application a join job j on j.id = a.job_id
where a.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
union all
select 'invitation', i.job_id, j.title, '', i.at, i.at
from invitation i join job j on j.id = i.job_id
where i.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
order by 5 desc limit 50
