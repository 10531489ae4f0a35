insert into session (id, account_id, csrf, agent, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $5, $6)
