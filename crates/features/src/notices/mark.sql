update notice set read_at = $2 where subject = $1 and read_at is null
