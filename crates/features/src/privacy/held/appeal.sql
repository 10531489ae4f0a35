select * from appeal where employer_id in ($list)
