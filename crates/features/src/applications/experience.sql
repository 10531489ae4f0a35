select p.asked as worker_id, j.occupation, count(*) as hires, max(a.ended_at) as last_at
from (
  select me.id as asked, coalesce(me.merged_into, me.id) as record from worker me where me.id in ($list)
  union all
  select me.id, o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id in ($list)
) p
join application a on a.worker_id = p.record
join job j on j.id = a.job_id
where a.state = 'hired' group by p.asked, j.occupation order by p.asked, hires desc, j.occupation
