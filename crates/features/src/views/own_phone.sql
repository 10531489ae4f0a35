select id as account_id, phone from account where id = $1
