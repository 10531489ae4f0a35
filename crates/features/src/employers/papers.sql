select id, employer_id, kind, media, null as body, size, sha256, holder, number, number_index, handed_in_by, handed_in_at,
  removed_at, version
from paper where employer_id = $1 order by id
