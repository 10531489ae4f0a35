select * from job where state = 'open' and expires_at > $1
