select substr(j.region, 1, cast($3 as integer)) as prefix, count(*) as n, cast(0 as bigint) as m
from application a join job j on j.id = a.job_id
where j.region >= $1 and j.region < $2 and a.state = 'hired' and a.ended_at >= $4 group by 1
