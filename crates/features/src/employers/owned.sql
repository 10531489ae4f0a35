select e.* from employer e
where e.id in (select g.employer_id from role_grant g
  where g.account_id = $1 and g.role = 'employer' and g.accepted_at is not null and g.revoked_at is null)
order by e.id
