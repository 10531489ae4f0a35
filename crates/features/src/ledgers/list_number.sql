select l.* from worker w
join ledger l on l.worker_id = coalesce(w.merged_into, w.id)
where w.id_number_index in ($9, $12) and w.erased_at is null and l.grp = $1 and l.state = $2 and l.region >= $3 and l.region < $4
  and (l.region, l.id) > ($5, $6) and l.contact_at < $7 and l.verified >= $10 and l.verified <= $11
order by l.region, l.id limit $8
