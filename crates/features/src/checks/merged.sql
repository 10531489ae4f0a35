select 'worker ' || w.id from worker w join worker k on k.id = w.merged_into
where k.merged_into is not null
  or not exists (select 1 from merge m where m.merged_id = w.id and m.undone_at is null) order by w.id limit 100
