select count(*) from worker where merged_into is null and erased_at is null and created_at < $1
