select w.id, w.account_id, w.name, w.id_number, a.phone, w.region, w.occupations, w.created_at, w.merged_into
from worker w join account a on a.id = w.account_id
where w.id in ($list) and w.erased_at is null
