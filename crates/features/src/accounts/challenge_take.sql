update challenge set used_at = $2 where id = $1 and used_at is null and expires_at > $2
