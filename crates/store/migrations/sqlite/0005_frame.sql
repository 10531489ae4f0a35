-- The frame of an entry is columns of its row, not a part: one row less to write and to read for each entry. What an
-- entry commits to stays as it was.
create table entry_framed (
  seq integer primary key,
  version integer not null,
  name text not null,
  role text not null,
  region text not null,
  at integer not null,
  salt blob not null check (length(salt) = 32),
  commitment blob not null check (length(commitment) = 32)
) strict;
insert into entry_framed (seq, version, name, role, region, at, salt, commitment)
select e.seq, e.version, e.name, json_extract(q.body, '$.role'), e.region, e.at, q.salt, e.commitment
from entry e join part q on q.seq = e.seq and q.ordinal = 0;
drop table entry;
alter table entry_framed rename to entry;
create trigger entry_kept before update on entry begin select raise(abort, 'entries are never changed'); end;
create trigger entry_stays before delete on entry begin select raise(abort, 'entries are never deleted'); end;

drop trigger part_stays;
delete from part where ordinal = 0;
create trigger part_stays before delete on part begin select raise(abort, 'parts are erased, never deleted'); end;
