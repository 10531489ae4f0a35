select name from account where id = $1
