select coalesce(max(number), 0) from ticket where region = $1 and day = $2 and series = $3
