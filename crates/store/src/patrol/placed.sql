select 'entry ' || e.seq from entry e left join position p on p.seq = e.seq
where p.seq is null
  and e.seq <= coalesce((select position from cursor where follower = 'positions'), 9223372036854775807)
order by e.seq limit 100
