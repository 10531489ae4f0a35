select * from worker where findable_since is not null and erased_at is null
