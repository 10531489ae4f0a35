select code_hash, expires_at, attempts from sign_in_code where phone_index = $1
