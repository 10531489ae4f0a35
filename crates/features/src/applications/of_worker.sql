select * from application where worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
  and (applied_at < $2 or (applied_at = $2 and id < $3))
order by applied_at desc, id desc limit $4
