select substr(region, 1, cast($3 as integer)) as prefix, grp, cast(sum(n_in) as bigint) as n_in,
  cast(sum(n_unclear) as bigint) as n_unclear, cast(sum(n_confirmed) as bigint) as n_confirmed
from ledger_count where region >= $1 and region < $2 group by 1, 2
