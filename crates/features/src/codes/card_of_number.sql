select * from card where number = $1 and revoked_at is null
