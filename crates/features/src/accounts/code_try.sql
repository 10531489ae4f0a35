update sign_in_code set attempts = attempts + 1 where phone_index = $1 and attempts < 5
