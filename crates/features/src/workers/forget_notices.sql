delete from notice where subject in ($1, $2) or subject in (
  select e.id from employer e
  where e.kind = 'household'
    and exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id = $2)
    and not exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id <> $2 and g.revoked_at is null))
