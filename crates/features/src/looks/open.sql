select * from look
where account_id = $1 and until_at > $2 and worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $3
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $3)
order by until_at desc limit 1
