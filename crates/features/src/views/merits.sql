select j.id, e.state,
  (select count(*) from application a where a.job_id = j.id and a.state in ('applied', 'shortlisted', 'offered')) as waiting,
  (select count(*) from application a where a.employer_id = j.employer_id and a.state = 'hired') as hires
from job j join employer e on e.id = j.employer_id where j.id in ($list) order by j.id
