select id, account_id, role, region, employer_id, given_by, given_at, expires_at, accepted_at, revoked_at, reason, revoke_reason,
  version
from role_grant where account_id = $1 and revoked_at is null
