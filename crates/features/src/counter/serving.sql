select * from ticket where region = $1 and day = $2 and state = 'serving' and called_by = $3 order by called_at desc, id limit 1
