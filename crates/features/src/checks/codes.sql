select 'phone ' || p.id as trace from phone_key p join worker w on w.id = p.worker_id where w.erased_at is not null
union all
select 'card ' || c.id as trace from card c join worker w on w.id = c.worker_id where w.erased_at is not null
order by trace limit 100
