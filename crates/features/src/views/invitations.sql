select g.id, g.given_at, e.kind, e.name, g.role
from role_grant g join employer e on e.id = g.employer_id
where g.account_id = $1 and g.revoked_at is null and g.accepted_at is null
order by g.given_at, g.id
