select a.id from application a join job j on j.id = a.job_id
where a.state in ('applied', 'shortlisted', 'offered') and (j.state in ('filled', 'closed') or (j.state = 'expired' and a.state <> 'offered'))
order by a.id limit 200
