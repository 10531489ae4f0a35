select a.kind, a.answered_at, a.outcome, w.id as worker_id, w.name
from counter_answer a left join worker r on r.id = a.worker_id
left join worker w on w.id = coalesce(r.merged_into, r.id) and w.erased_at is null
where a.account_id = $1 and a.answered_at >= $2 order by a.answered_at desc, a.id desc limit 8
