select * from outbox where sent_at is null and next_at <= $1 and attempts < $2 order by next_at, id limit 100
