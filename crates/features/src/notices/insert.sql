insert into notice (id, subject, kind, position, ordinal, body, created_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (position, ordinal) do nothing
