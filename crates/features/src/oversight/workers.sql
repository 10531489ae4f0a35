select w.id from worker w
where w.region >= $1 and w.region < $2 and w.merged_into is null and w.erased_at is null and w.occupations like $3 escape '\' and w.id < $4
order by w.id desc limit $5
