select * from worker where id = (select coalesce(merged_into, id) from worker where id = $1) and erased_at is null
