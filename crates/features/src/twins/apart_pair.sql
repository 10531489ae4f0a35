select id from apart where a_id = $1 and b_id = $2
