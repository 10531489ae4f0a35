delete from notice where subject in ($1, $2)
