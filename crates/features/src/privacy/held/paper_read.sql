select * from paper_read where employer_id in ($list)
