select id, login from account where login is not null and id in ($list)
