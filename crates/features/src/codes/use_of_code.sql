select * from code_use where code_id = $1 and step = $2
