delete from sign_in_code where phone_index = $1 and code_hash = $2
