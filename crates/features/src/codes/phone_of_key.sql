select * from phone_key where public_key = $1
