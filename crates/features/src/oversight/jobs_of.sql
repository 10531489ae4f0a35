select id, title, state, updated_at from job where employer_id = $1 and region >= $2 and region < $3
order by updated_at desc, id desc limit 20
