select id, kind, name, state from employer where id in ($list) order by id
