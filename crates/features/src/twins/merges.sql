select m.* from merge m where m.undone_at is null and m.merged_id in (
  select o.id from worker o where o.merged_into = $1)
order by m.merged_at desc, m.id
