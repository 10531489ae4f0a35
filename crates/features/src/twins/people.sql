select w.id, w.account_id, w.name, w.id_number, w.region, w.merged_into, a.phone
from worker w join account a on a.id = w.account_id
where w.id > $1 and w.erased_at is null
order by w.id limit $2
