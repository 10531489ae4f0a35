-- The journal: entries and positions only ever grow; of a part, only subject, salt and body may be emptied, together.
create table entry (
  seq integer primary key,
  version integer not null,
  name text not null,
  region text not null,
  at integer not null,
  commitment blob not null check (length(commitment) = 32)
) strict;

create table part (
  seq integer not null,
  ordinal integer not null,
  commitment blob not null check (length(commitment) = 32),
  subject text,
  salt blob,
  body text,
  primary key (seq, ordinal),
  check ((subject is null) = (salt is null) and (salt is null) = (body is null))
) strict, without rowid;
create index part_subject on part (subject, seq) where subject <> '';

create table position (
  position integer primary key check (position > 0),
  seq integer not null unique
) strict;

create trigger entry_kept before update on entry begin select raise(abort, 'entries are never changed'); end;
create trigger entry_stays before delete on entry begin select raise(abort, 'entries are never deleted'); end;
create trigger position_kept before update on position begin select raise(abort, 'positions are never changed'); end;
create trigger position_stays before delete on position begin select raise(abort, 'positions are never deleted'); end;
create trigger part_stays before delete on part begin select raise(abort, 'parts are erased, never deleted'); end;
create trigger part_kept before update on part
when new.subject is not null or new.seq <> old.seq or new.ordinal <> old.ordinal or new.commitment <> old.commitment
begin select raise(abort, 'parts are erased, never changed'); end;

-- Upkeep: who holds which duty until when, and how far each follower has come.
create table lease (
  name text primary key,
  holder text not null,
  expires_at integer not null
) strict;

create table cursor (
  follower text primary key,
  position integer not null
) strict;

create table setting (
  name text primary key,
  value text not null
) strict;
