select * from role_grant
where role = 'official' and accepted_at is not null and revoked_at is null and (expires_at is null or expires_at > $1)
