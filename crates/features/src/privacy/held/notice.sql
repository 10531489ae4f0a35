select * from notice where subject in ($list)
