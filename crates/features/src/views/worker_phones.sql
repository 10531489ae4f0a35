select w.id as worker_id, a.id as account_id, a.phone from worker w join account a on a.id = w.account_id
where w.id in ($list) order by w.id
