select id, account_id, name, id_number, id_number_index, home, about, region, occupations, availability, reach_m,
  pay_unit, pay_fen, gig_since, full_time_since, created_at, updated_at, erased_at, version
from worker where account_id = $1
