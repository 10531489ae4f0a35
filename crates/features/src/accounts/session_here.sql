select s.id, s.account_id, s.csrf, s.seen_at, w.id as worker_id, w.region as worker_region,
  (select count(*) from worker o where o.merged_into = w.id) as others
from session s
join account a on a.id = s.account_id and a.erased_at is null
left join worker r on r.account_id = a.id and r.erased_at is null
left join worker w on w.id = coalesce(r.merged_into, r.id) and w.erased_at is null
where s.id in ($1, $3) and s.expires_at > $2 and s.ended_at is null
