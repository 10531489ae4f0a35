select * from merge where (kept_id in ($list) or merged_id in ($list)) and undone_at is null
