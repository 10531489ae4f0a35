select id from worker where erased_at >= $1
