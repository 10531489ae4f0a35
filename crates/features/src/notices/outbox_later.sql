update outbox set attempts = attempts + 1, next_at = $2 where id = $1
