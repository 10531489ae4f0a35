select count(*) from role_grant where role = 'official' and revoked_at is null
