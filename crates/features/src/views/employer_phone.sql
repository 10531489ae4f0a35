select a.id as account_id, a.phone from role_grant g join account a on a.id = g.account_id
where g.employer_id = $1 and g.accepted_at is not null and g.revoked_at is null and a.phone is not null
  and g.role in ('employer', 'poster')
order by case g.role when 'employer' then 0 else 1 end, g.given_at, g.id limit 1
