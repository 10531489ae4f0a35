select phone_index from sign_in_code where phone_index in ($1, $2) order by sent_at desc limit 1
