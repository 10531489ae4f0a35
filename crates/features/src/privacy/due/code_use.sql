select id from code_use where at < $1 order by at limit 200
