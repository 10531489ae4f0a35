select p.id, p.employer_id, p.kind, p.media, null as body, p.size, p.sha256, p.holder, p.number, p.number_index, p.handed_in_by, p.handed_in_at,
  p.removed_at, p.version from paper p join employer e on e.id = p.employer_id
where e.kind = 'household'
  and exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id = $1 and g.revoked_at is null)
  and not exists (select 1 from role_grant g where g.employer_id = e.id and g.account_id <> $1 and g.revoked_at is null)
