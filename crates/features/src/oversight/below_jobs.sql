select substr(region, 1, cast($3 as integer)) as prefix, count(*) as n, cast(sum(openings - filled) as bigint) as m
from job where region >= $1 and region < $2 and state = 'open' group by 1
