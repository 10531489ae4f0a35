select id, phone_index, message, created_at from inbox where phone_index = $1 order by created_at desc, id desc
