insert into attempt (name, bucket, window_start, count) values ($1, $2, $3, 1)
on conflict (name, bucket) do update set
  count = case when attempt.window_start <= $4 then 1 else attempt.count + 1 end,
  window_start = case when attempt.window_start <= $4 then excluded.window_start else attempt.window_start end
