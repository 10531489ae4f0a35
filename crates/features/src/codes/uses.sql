select u.surface, u.place, u.at, u.shown_at from code_use u join phone_key p on p.code_id = u.code_id
where p.worker_id = $1 order by u.at desc, u.id desc limit 10
