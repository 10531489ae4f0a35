select id from phone_key where expires_at < $1 order by expires_at limit 200
