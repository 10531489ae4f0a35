delete from suspect where a_id = $1 or b_id = $1
