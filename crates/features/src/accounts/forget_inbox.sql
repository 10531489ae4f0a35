delete from inbox where phone_index = $1
