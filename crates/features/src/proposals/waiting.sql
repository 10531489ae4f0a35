select count(*) from proposal where state = 'open' and region >= $1 and region < $2 and proposed_by <> $3
