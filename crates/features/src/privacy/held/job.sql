select * from job where employer_id in ($list)
