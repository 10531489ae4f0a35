select * from factor where account_id in ($list)
