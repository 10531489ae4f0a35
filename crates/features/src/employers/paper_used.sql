select count(*) from employer_decision where employer_id = $1 and papers like $2
