select * from notice where subject = $1 and position < $2 order by position desc limit $3
