select id from application where ended_at < $1 and state <> 'hired' order by ended_at limit 200
