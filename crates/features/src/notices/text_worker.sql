insert into outbox (id, account_id, template, body, created_at, next_at, attempts)
select $1, w.account_id, $2, $3, $4, $4, 0 from worker w where w.id = $5 and w.erased_at is null
on conflict (id) do nothing
