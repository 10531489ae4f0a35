insert into challenge (id, account_id, purpose, body, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)
