select * from outbox where account_id in ($list)
