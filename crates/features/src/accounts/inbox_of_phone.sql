select id, phone_index, message, created_at from inbox where phone_index in ($1, $2) order by created_at desc, id desc
