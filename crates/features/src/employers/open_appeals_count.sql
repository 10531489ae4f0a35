select count(*) from appeal a join employer e on e.id = a.employer_id
where a.state = 'open' and e.region >= $1 and e.region < $2
