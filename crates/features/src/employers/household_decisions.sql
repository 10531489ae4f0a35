select p.* from employer_decision p join employer e on e.id = p.employer_id
where e.kind = 'household'
  and exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id = $1 and g.revoked_at is null)
  and not exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id <> $1 and g.revoked_at is null)
