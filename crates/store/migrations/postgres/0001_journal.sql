-- The journal: entries and positions only ever grow; of a part, only subject, salt and body may be emptied, together.
create table entry (
  seq bigint primary key,
  version bigint not null,
  name text collate "C" not null,
  region text collate "C" not null,
  at bigint not null,
  commitment bytea not null check (length(commitment) = 32)
);

create table part (
  seq bigint not null,
  ordinal bigint not null,
  commitment bytea not null check (length(commitment) = 32),
  subject text collate "C",
  salt bytea,
  body text collate "C",
  primary key (seq, ordinal),
  check ((subject is null) = (salt is null) and (salt is null) = (body is null))
);
create index part_subject on part (subject, seq) where subject <> '';

create table position (
  position bigint primary key check (position > 0),
  seq bigint not null unique
);

create function journal_kept() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'part' and tg_op = 'UPDATE' and new.subject is null
     and (new.seq, new.ordinal, new.commitment) = (old.seq, old.ordinal, old.commitment) then
    return new;
  end if;
  raise exception 'the journal is never changed' using errcode = '23514';
end $$;
create trigger entry_kept before update or delete on entry for each row execute function journal_kept();
create trigger position_kept before update or delete on position for each row execute function journal_kept();
create trigger part_kept before update or delete on part for each row execute function journal_kept();

create sequence journal_seq;
-- The transaction id is taken before the number, so that whoever sees a number can tell when its writer is done.
create function journal_next() returns bigint language plpgsql volatile as $$
begin
  perform pg_current_xact_id();
  return nextval('journal_seq');
end $$;

-- Upkeep: who holds which duty until when, and how far each follower has come.
create table lease (
  name text collate "C" primary key,
  holder text collate "C" not null,
  expires_at bigint not null
);

create table cursor (
  follower text collate "C" primary key,
  position bigint not null
);

create table setting (
  name text collate "C" primary key,
  value text collate "C" not null
);
