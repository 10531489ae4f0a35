insert into inbox (id, phone_index, message, created_at) values ($1, $2, $3, $4) on conflict (id) do nothing
