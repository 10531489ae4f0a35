select e.id,
  (select count(*) from job j where j.employer_id = e.id and j.posted_at is not null) as jobs,
  (select count(*) from application a where a.employer_id = e.id and a.state = 'hired') as hired
from employer e where e.id in ($list)
