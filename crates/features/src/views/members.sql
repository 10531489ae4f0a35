select g.id, g.account_id, g.role, g.given_at, g.accepted_at, a.phone, w.id as worker_id, w.name
from role_grant g
join account a on a.id = g.account_id
left join worker w on w.account_id = a.id and w.erased_at is null
where g.employer_id = $1 and g.revoked_at is null
order by g.given_at, g.id
