select p.asked as id, count(*) as applied, count(case when a.state = 'hired' then 1 end) as hired
from (
  select me.id as asked, me.id as record from worker me where me.id in ($list)
  union all
  select o.merged_into, o.id from worker o where o.merged_into in ($list)
) p
join application a on a.worker_id = p.record
group by p.asked
