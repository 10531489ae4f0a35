insert into notice (id, subject, kind, position, body, created_at) values ($1, $2, $3, $4, $5, $6)
on conflict (position, subject) do nothing
