select * from role_grant where id = $1 and employer_id is null
