select id, a_id, b_id, score, verdict, reasons, found_at from suspect
where region >= $1 and region < $2 and (score, id) < ($3, $4)
order by score desc, id desc limit $5
