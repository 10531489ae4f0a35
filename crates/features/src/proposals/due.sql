select * from proposal where state = 'open' and expires_at <= $1 order by expires_at, id limit $2
