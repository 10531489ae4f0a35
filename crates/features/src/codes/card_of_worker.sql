select * from card where worker_id = $1 and revoked_at is null
