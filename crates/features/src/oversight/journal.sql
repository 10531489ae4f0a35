select p.position, e.name, e.role, e.at, e.region, q.subject
from (
  select p.position, p.seq from position p join entry e on e.seq = p.seq
  where p.position < $1 and e.region >= $2 and e.region < $3 and e.name >= $4 and e.name <= $5
  order by p.position desc limit $6
) p
join entry e on e.seq = p.seq
left join part q on q.seq = e.seq
order by p.position desc, q.ordinal
