update session set ended_at = $2 where id in ($1, $3) and ended_at is null
