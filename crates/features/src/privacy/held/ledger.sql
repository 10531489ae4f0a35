select * from ledger where worker_id in ($list)
