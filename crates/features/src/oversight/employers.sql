select e.* from employer e
where e.region >= $1 and e.region < $2 and e.state >= $3 and e.state <= $4
  and (coalesce(e.name, '') like $5 escape '\' or coalesce(e.credit_code, '') = $6) and e.id < $7
order by e.id desc limit $8
