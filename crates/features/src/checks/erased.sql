select 'application ' || a.id from application a join worker w on w.id = a.worker_id
where w.erased_at is not null and a.state in ('applied', 'shortlisted', 'offered') order by a.id limit 100
