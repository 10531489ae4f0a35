select count(*) from role_grant where account_id = $1 and role = $2 and accepted_at is not null and revoked_at is null
  and (expires_at is null or expires_at > $3)
