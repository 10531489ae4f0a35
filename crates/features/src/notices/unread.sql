select count(*) from notice where subject = $1 and read_at is null
