select * from notice where subject = $1 and (position, ordinal) < ($2, $3) order by position desc, ordinal desc limit $4
