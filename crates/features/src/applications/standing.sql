select * from application where worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
  and job_id = $2 and state in ('applied', 'shortlisted', 'offered', 'hired')
order by id limit 1
