select j.*, e.name as employer_name
from job j join employer e on e.id = j.employer_id
where j.region >= $1 and j.region < $2 and j.state >= $3 and j.state <= $4 and (j.title like $5 escape '\' or coalesce(e.name, '') like $5 escape '\')
  and j.id < $6
order by j.id desc limit $7
