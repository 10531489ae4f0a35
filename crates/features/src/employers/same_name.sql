select e.id, e.kind, e.name, e.state, e.region, '' as number_index from employer e
where e.region >= $1 and e.region < $2 and e.name = $3 and e.id <> $4 order by e.id limit 20
