select * from employer_decision where id = $1
