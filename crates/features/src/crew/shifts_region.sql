select j.* from job j join employer e on e.id = j.employer_id
where j.region >= $1 and j.region < $2 and j.state = 'open' and j.starts_at >= $3 and j.starts_at < $4
  and j.expires_at > $5 and j.ends_at is not null and e.state <> 'suspended'
  and exists (select 1 from application a where a.job_id = j.id and a.state in ('applied', 'shortlisted'))
order by (case when exists (select 1 from application a where a.job_id = j.id and a.state = 'applied') then 0 else 1 end),
  j.starts_at, j.id limit $6
