select r.* from resume r
where r.body is not null and r.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
order by case when r.worker_id = (select coalesce(me.merged_into, me.id) from worker me where me.id = $1) then 0 else 1 end,
  r.saved_at desc, r.number desc, r.id limit 1
