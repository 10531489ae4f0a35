select q.seq as id, e.name as command, e.role, e.at, q.body from part q join entry e on e.seq = q.seq where q.subject in ($list)
