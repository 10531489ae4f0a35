select s.id, s.a_id, s.b_id, s.score, s.verdict, s.reasons, s.found_at
from suspect s
join worker a on a.id = s.a_id and a.merged_into is null and a.erased_at is null
join worker b on b.id = s.b_id and b.merged_into is null and b.erased_at is null
where s.region >= $1 and s.region < $2 and (s.score < $3 or (s.score = $3 and s.id < $4))
  and a.region >= $1 and a.region < $2 and b.region >= $1 and b.region < $2
order by s.score desc, s.id desc limit $5
