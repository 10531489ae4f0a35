select k.id, k.worker_id, w.name as worker_name, k.account_id, a.login, a.name as account_name, k.role, k.office, k.region,
  k.duty, k.words, k.at
from look k
join account a on a.id = k.account_id
join worker w on w.id = k.worker_id
where k.region >= $1 and k.region < $2 and k.duty >= $3 and k.duty <= $4 and k.id < $5
order by k.id desc limit $6
