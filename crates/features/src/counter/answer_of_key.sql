select * from counter_answer where account_id = $1 and key = $2
