select * from ledger_count where id = $1
