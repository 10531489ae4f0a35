select * from proposal where state = 'open' and region >= $1 and region < $2 and id > $3 order by id limit $4
