delete from suspect where seen_at < $1
