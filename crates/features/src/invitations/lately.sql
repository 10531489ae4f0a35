select count(*) from invitation where employer_id = $1 and at > $2
