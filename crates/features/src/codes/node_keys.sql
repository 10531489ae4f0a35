select * from node_key where valid_until > $1 order by serial
