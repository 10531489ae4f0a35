delete from challenge where id in (select id from challenge where expires_at < $1 order by expires_at limit 1000)
