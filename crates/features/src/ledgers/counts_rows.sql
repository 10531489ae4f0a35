select substr(region, 1, cast($3 as integer)) as prefix, grp,
  count(case when state = 'in' then 1 end) as n_in, count(case when state = 'unclear' then 1 end) as n_unclear,
  count(case when state = 'in' and verified = 'confirmed' then 1 end) as n_confirmed
from ledger
where grp in ('graduates', 'unemployed', 'difficulty', 'veterans', 'disabled', 'migrant', 'domestic', 'long_term')
  and state in ('in', 'unclear') and region >= $1 and region < $2 group by 1, 2
