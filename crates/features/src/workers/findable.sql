select * from worker where findable_since is not null and merged_into is null and erased_at is null
