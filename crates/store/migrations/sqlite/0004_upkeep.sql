-- Operational tables: nothing here is a fact about the world, and all of it can be lost or made again.
create table session (
  id text primary key,
  account_id text not null references account (id),
  csrf text not null,
  agent text not null,
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null,
  ended_at integer
) strict;
create index session_account on session (account_id);

create table sign_in_code (
  phone_index text primary key,
  code_hash text not null,
  sent_at integer not null,
  expires_at integer not null,
  attempts integer not null
) strict;

create table attempt (
  name text not null,
  bucket text not null,
  window_start integer not null,
  count integer not null,
  primary key (name, bucket)
) strict;

create table notice (
  id text primary key,
  subject text not null,
  kind text not null,
  position integer not null,
  ordinal integer not null,
  body text not null,
  created_at integer not null,
  read_at integer,
  unique (position, ordinal)
) strict;
create index notice_subject on notice (subject, position, ordinal);

create table outbox (
  id text primary key,
  account_id text not null,
  template text not null,
  body text not null,
  created_at integer not null,
  next_at integer not null,
  attempts integer not null,
  sent_at integer
) strict;
create index outbox_due on outbox (next_at, id) where sent_at is null;

-- What the demo's fake text-message gateway delivered; unused in production.
create table inbox (
  id text primary key,
  phone_index text not null,
  message blob not null,
  created_at integer not null
) strict;
create index inbox_phone on inbox (phone_index, created_at);
