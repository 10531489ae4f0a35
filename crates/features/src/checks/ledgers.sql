select k.key from (
  select station || '.' || grp as key, count(case when state = 'in' then 1 end) as inside,
    count(case when state = 'unclear' then 1 end) as unclear,
    count(case when state = 'in' and verified = 'confirmed' then 1 end) as confirmed
  from ledger where state in ('in', 'unclear') group by 1
  union all
  select id, -n_in, -n_unclear, -n_confirmed from ledger_count) k
group by k.key
having sum(k.inside) <> 0 or sum(k.unclear) <> 0 or sum(k.confirmed) <> 0
order by k.key limit 100
