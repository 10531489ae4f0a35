select id from invitation where at < $1 order by at limit 200
