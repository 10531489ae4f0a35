select w.id, w.account_id, w.name, w.id_number, w.region, w.merged_into, a.phone
from worker w join account a on a.id = w.account_id
where w.region >= $1 and w.region < $2 and (w.region, w.id) > ($3, $4) and w.erased_at is null
order by w.region, w.id limit $5
