delete from job_revision where job_id in (select j.id from job j where j.employer_id in (
  select e.id from employer e
  where e.kind = 'household'
    and exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id = $1)
    and not exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id <> $1 and g.revoked_at is null)))
