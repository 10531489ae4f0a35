select (a.applied_at - $3) / 86400000000 as day, count(*) as n
from application a join job j on j.id = a.job_id
where j.region >= $1 and j.region < $2 and a.applied_at >= $3 group by 1
