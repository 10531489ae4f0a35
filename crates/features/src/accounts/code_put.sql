insert into sign_in_code (phone_index, code_hash, sent_at, expires_at, attempts) values ($1, $2, $3, $4, 0)
on conflict (phone_index) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at,
  expires_at = excluded.expires_at, attempts = 0
where sign_in_code.sent_at <= $5
