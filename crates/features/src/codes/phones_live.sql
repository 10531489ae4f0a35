select * from phone_key where worker_id = $1 and revoked_at is null order by certified_at, id
