select 'application ' || a.id from application a join application b on b.worker_id = a.worker_id and b.id > a.id
where a.state = 'hired' and b.state = 'hired' and a.starts_at is not null and b.starts_at is not null
  and a.ends_at - a.starts_at <= 86400000000 and b.ends_at - b.starts_at <= 86400000000
  and a.starts_at < b.ends_at and b.starts_at < a.ends_at order by a.id limit 100
