select phone from account where id = $1
