select w.id, w.account_id, w.name, a.phone from worker w join account a on a.id = w.account_id
where w.id in ($list) and w.erased_at is null
