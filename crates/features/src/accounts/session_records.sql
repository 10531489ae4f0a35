select id from worker where merged_into = $1 and erased_at is null order by id
