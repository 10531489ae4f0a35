select * from factor where id = $1 and account_id = $2 and removed_at is null
