select coalesce(max(serial), 0) from node_key
