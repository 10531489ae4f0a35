select j.starts_at from job j
where j.region >= $1 and j.region < $2 and j.state = 'open' and j.starts_at is not null and j.ends_at is not null
  and j.expires_at > $3
  and exists (select 1 from application a where a.job_id = j.id and a.state in ('applied', 'shortlisted'))
order by j.starts_at, j.id limit 2000
