select * from ledger_turn where id = $1
