select e.seq, e.version, e.name, e.role, e.region, e.at, e.salt as frame_salt, e.commitment as entry,
  q.commitment as part, q.subject, q.salt, q.body
from (select * from entry where seq > $1 order by seq limit 2000) e
left join part q on q.seq = e.seq order by e.seq, q.ordinal
