delete from inbox where id in (select id from inbox where created_at < $1 order by created_at limit 1000)
