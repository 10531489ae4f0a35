select id, account_id, csrf, agent, created_at, seen_at, expires_at, ended_at
from session
where account_id = $1 and expires_at > $2 and ended_at is null
order by seen_at desc, id
