select min(j.starts_at) from job j
where j.employer_id = $1 and j.state = 'open' and j.starts_at is not null and j.ends_at is not null and j.expires_at > $2
  and exists (select 1 from application a where a.job_id = j.id and a.state in ('applied', 'shortlisted'))
group by (j.starts_at + 28800000000) / 86400000000 order by 1 limit 60
