insert into suspect (id, a_id, b_id, region, score, verdict, reasons, found_at, seen_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $8
where exists (select 1 from worker where id = $2 and erased_at is null)
  and exists (select 1 from worker where id = $3 and erased_at is null)
  and not exists (select 1 from apart where a_id = $2 and b_id = $3)
on conflict (id) do update set region = excluded.region, score = excluded.score, verdict = excluded.verdict,
  reasons = excluded.reasons, seen_at = excluded.seen_at
