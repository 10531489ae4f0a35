select j.*, e.name as employer_name
from job j join employer e on e.id = j.employer_id
where j.region >= $1 and j.region < $2 and j.state = 'review' and (j.updated_at, j.id) > ($3, $4)
order by j.updated_at, j.id limit $5
