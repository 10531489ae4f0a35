select l.id from ledger l join worker w on w.id = l.worker_id
where w.erased_at is not null or (w.merged_into is not null and l.state in ('in', 'unclear'))
union all
select f.id from fact f join worker w on w.id = f.worker_id where w.erased_at is not null
limit 100
