select id from worker where merged_into is null and erased_at is null and created_at < $1 order by id
