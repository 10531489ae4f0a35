select * from role_grant where account_id in ($list)
