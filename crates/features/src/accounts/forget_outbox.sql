delete from outbox where account_id = $1
