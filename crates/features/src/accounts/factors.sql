select * from factor where account_id = $1 and removed_at is null order by id
