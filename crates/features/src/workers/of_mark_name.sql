select w.id, w.account_id, w.name, a.phone, w.region, w.occupations, w.availability, w.gig_since, w.full_time_since,
  w.created_at
from worker w join account a on a.id = w.account_id
where w.name_index in ($1, $4) and w.region >= $2 and w.region < $3 and w.merged_into is null and w.erased_at is null
order by w.created_at desc, w.id limit 21
