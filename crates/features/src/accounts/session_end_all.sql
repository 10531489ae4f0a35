update session set ended_at = $2 where account_id = $1 and ended_at is null and id <> $3
