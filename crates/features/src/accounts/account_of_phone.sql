select id from account where phone_index in ($1, $2)
