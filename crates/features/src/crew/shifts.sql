select * from job where employer_id = $1 and state = 'open' and starts_at >= $2 and starts_at < $3 and expires_at > $4
  and ends_at is not null
order by starts_at, id limit $5
