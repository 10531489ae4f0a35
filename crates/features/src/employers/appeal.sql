select * from appeal where id = $1 and employer_id = $2
