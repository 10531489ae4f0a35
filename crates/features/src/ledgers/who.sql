select name, login from account where id = $1
