select name, expires_at from lease order by name
