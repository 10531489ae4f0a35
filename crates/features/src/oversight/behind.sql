select follower, (select coalesce(max(position), 0) from position) - position as behind from cursor order by follower
