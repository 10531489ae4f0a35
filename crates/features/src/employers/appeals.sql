select * from appeal where employer_id = $1 order by id desc limit 200
