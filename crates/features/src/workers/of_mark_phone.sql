select w.id, w.account_id, w.name, a.phone, w.region, w.occupations, w.availability, w.gig_since, w.full_time_since,
  w.created_at
from worker w join account a on a.id = w.account_id
where w.erased_at is null and w.id in (
  select coalesce(r.merged_into, r.id) from worker r join account p on p.id = r.account_id where p.phone_index in ($1, $2))
