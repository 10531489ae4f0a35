select 'entry ' || e.seq from entry e left join position p on p.seq = e.seq where p.seq is null order by e.seq limit 100
