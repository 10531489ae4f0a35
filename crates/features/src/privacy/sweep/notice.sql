delete from notice where id in (select id from notice where created_at < $1 order by created_at limit 1000)
