select e.seq, e.commitment as entry, q.commitment as part, q.subject, q.salt, q.body
from (select seq, commitment from entry where seq > $1 order by seq limit 2000) e
join part q on q.seq = e.seq order by e.seq, q.ordinal
