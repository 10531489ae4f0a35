select g.id, g.account_id, a.login, a.name, g.role, g.region, g.given_at, g.expires_at, b.login as giver,
  (select count(*) from factor f where f.account_id = a.id and f.confirmed_at is not null and f.removed_at is null) as factors,
  g.revoked_at, g.reason, g.revoke_reason
from role_grant g
join account a on a.id = g.account_id
left join account b on b.id = g.given_by
where g.employer_id is null and g.region >= $1 and g.region < $2
  and (g.revoked_at is not null or g.expires_at <= $3) and g.role >= $4 and g.role <= $5 and (g.region, g.id) > ($6, $7)
order by g.region, g.id limit $8
