select * from session where account_id in ($list)
