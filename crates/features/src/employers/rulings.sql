select * from employer_decision where employer_id = $1 order by at desc, id desc limit 200
