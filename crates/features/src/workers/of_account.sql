select * from worker where account_id = $1
