select substr(region, 1, cast($3 as integer)) as prefix, count(*) as n, cast(0 as bigint) as m
from worker where region >= $1 and region < $2 and merged_into is null and erased_at is null group by 1
