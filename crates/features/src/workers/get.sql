select * from worker where id = $1 and erased_at is null
