select * from paper where employer_id in ($list)
