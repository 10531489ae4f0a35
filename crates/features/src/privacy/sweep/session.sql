delete from session where id in (select id from session where expires_at < $1 order by expires_at limit 1000)
