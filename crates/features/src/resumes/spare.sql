select r.* from resume r
where r.worker_id = $1 and r.body is not null
  and not exists (select 1 from application a where a.resume_id = r.id)
  and r.number <= $2
order by r.number
