select 'position ' || max(position) || ' of ' || count(*) from position having count(*) <> coalesce(max(position), 0)
