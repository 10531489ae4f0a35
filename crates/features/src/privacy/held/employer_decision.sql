select * from employer_decision where employer_id in ($list)
