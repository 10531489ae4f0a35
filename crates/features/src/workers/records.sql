select w.* from worker w where w.erased_at is null and w.id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
order by w.id
