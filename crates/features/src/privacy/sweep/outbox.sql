delete from outbox where id in (select id from outbox where sent_at < $1 order by sent_at limit 1000)
