select * from merge where merged_id = $1 and undone_at is null
