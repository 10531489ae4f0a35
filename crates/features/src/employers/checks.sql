select * from register_check where employer_id = $1 order by at desc, id desc limit 20
