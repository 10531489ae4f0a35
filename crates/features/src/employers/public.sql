select e.id, e.kind, e.name, e.state, e.region, e.created_at,
  (select count(*) from job j where j.employer_id = e.id and j.posted_at is not null) as jobs_posted,
  (select count(*) from application a where a.employer_id = e.id and a.state = 'hired') as hires
from employer e
where e.id = $1
