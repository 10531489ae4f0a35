select (select count(*) from session where expires_at > $1 and ended_at is null) as sessions,
  (select count(*) from outbox where sent_at is null) as texts_waiting,
  (select count(*) from outbox where sent_at is null and attempts > 0) as texts_late
