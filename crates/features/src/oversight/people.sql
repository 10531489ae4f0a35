select count(*) from worker where region >= $1 and region < $2 and merged_into is null and erased_at is null
