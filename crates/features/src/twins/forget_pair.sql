delete from suspect where a_id = $1 and b_id = $2
