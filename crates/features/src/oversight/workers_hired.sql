select w.id from worker w
where w.region >= $1 and w.region < $2 and w.merged_into is null and w.erased_at is null and w.occupations like $3 escape '\' and w.id < $4
  and (exists (select 1 from application a where a.worker_id = w.id and a.state = 'hired')
    or exists (
      select 1 from worker m join application a on a.worker_id = m.id where m.merged_into = w.id and a.state = 'hired'))
order by w.id desc limit $5
