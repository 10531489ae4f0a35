select code_id from phone_key where revoked_at is not null and expires_at > $1 order by revoked_at desc limit 20000
