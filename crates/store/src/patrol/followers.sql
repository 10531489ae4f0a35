select 'follower ' || c.follower from cursor c
where c.follower <> 'positions' and c.position > (select coalesce(max(position), 0) from position)
