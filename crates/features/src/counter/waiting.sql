select * from ticket where region = $1 and day = $2 and state = 'waiting' order by first desc, taken_at, id limit $3
