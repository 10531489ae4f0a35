select id from ledger_turn where due_day is not null and due_day <= $1 order by due_day, id limit $2
