select j.*, e.name as employer_name from job j join employer e on e.id = j.employer_id
where j.region >= $1 and j.region < $2 and j.state = $3 and j.id > $4 order by j.id limit $5
