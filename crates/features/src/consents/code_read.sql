select count(*) from code_use u join phone_key p on p.code_id = u.code_id
where p.worker_id in (
  select coalesce(me.merged_into, me.id) from worker me where me.id = $1
  union all select o.id from worker me join worker o on o.merged_into = coalesce(me.merged_into, me.id) where me.id = $1)
  and u.account_id = $2 and u.at >= $3
