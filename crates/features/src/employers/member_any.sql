select id, account_id, role, region, employer_id, given_by, given_at, expires_at, accepted_at, revoked_at, reason, revoke_reason,
  version
from role_grant where id = $1 and employer_id = $2
