select r.id, r.saved_at, case when r.body is null then 0 else 1 end as kept,
  (select count(*) from application a where a.resume_id = r.id) as given
from resume r
where r.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
order by r.saved_at desc, r.number desc, r.id limit 500
