select a.id, a.employer_id, a.worker_id, w.name from application a join worker w on w.id = a.worker_id
where a.id in ($list) order by a.id
