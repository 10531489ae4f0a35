select count(*) from employer where region >= $1 and region < $2 and state = 'unverified'
