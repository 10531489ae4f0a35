select distinct e.id, e.kind, e.name, e.state, e.region, p.number_index
from paper p join employer e on e.id = p.employer_id
where p.number_index in (select o.number_index from paper o where o.employer_id = $1 and o.removed_at is null)
  and p.employer_id <> $1
order by e.id limit 20
