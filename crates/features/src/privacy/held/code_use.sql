select * from code_use where code_id in (select code_id from phone_key where worker_id in ($list))
