select l.* from ledger l join (
  select k.id from ledger k
  where k.grp = $1 and k.state = $2 and k.region >= $3 and k.region < $4 and (k.region, k.id) > ($5, $6) and k.contact_at < $7
  order by k.region, k.id limit $8) p on p.id = l.id
order by l.region, l.id
