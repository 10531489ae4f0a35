select count(*) from proposal where subject = $1 and state = 'open'
