select id from look where at < $1 order by at limit 200
