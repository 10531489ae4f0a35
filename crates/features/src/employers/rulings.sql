select * from employer_decision where employer_id = $1 order by seen desc limit 200
