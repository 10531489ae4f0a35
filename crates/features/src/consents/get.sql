select * from consent where id = $1
