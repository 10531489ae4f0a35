select a.id, a.employer_id, e.name, e.sealed_name, e.region, d.verdict, a.filed_at, a.due_at
from appeal a
join employer e on e.id = a.employer_id
join employer_decision d on d.id = a.decision_id
where a.state = 'open' and e.region >= $1 and e.region < $2 and (a.due_at, a.id) > ($3, $4)
order by a.due_at, a.id limit $5
