select id, merged_into from worker where id_number_index in ($1, $2)
