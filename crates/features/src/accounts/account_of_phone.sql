select id from account where phone_index = $1
