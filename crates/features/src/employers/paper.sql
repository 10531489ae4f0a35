select * from paper where id = $1 and employer_id = $2
