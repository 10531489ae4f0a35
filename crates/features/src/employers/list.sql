select e.id, e.kind, e.name, e.state, e.region, e.created_at,
  (select count(*) from job j where j.employer_id = e.id and j.posted_at is not null) as jobs_posted,
  (select count(*) from application a where a.employer_id = e.id and a.state = 'hired') as hires
from employer e
where e.region >= $1 and e.region < $2 and (e.region, e.id) > ($3, $4)
order by e.region, e.id limit $5
