select * from register_check where employer_id in ($list)
