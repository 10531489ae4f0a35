select state, count(*) as jobs, cast(sum(openings - filled) as bigint) as openings from job where region >= $1 and region < $2 group by state order by state
