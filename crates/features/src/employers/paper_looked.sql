select count(*) from paper_read where employer_id = $1 and reader = $2 and paper_id = $3 and at > $4
