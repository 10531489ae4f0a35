select count(*) from ticket where region = $1 and day = $2 and state = $3
