select * from ledger where worker_id = $1 order by id
