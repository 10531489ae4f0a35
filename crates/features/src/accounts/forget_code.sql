delete from sign_in_code where phone_index = $1
