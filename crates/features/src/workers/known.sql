select id from worker where id = $1
