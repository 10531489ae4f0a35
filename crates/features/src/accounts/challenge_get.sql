select account_id, body from challenge where id = $1 and used_at is null and expires_at > $2
