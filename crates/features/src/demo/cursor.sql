insert into cursor (follower, position) values ($1, $2) on conflict (follower) do update set position = excluded.position
