select count(*) from (select distinct account_id from role_grant where role = 'official' and revoked_at is null) o
