select id from worker where id_number_index = $1
