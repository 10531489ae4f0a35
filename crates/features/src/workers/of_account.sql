select * from worker where id = (select coalesce(merged_into, id) from worker where account_id = $1)
