select id, phone, phone_index, login, password, name, created_at, erased_at, version from account where id = $1
