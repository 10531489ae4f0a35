select * from phone_key where code_id = $1
