delete from challenge where expires_at < $1
