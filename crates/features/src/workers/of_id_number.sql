select id, merged_into from worker where id_number_index = $1
