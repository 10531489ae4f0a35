-- Operational tables: nothing here is a fact about the world, and all of it can be lost or made again.
create table session (
  id text collate "C" primary key,
  account_id text collate "C" not null references account (id),
  csrf text collate "C" not null,
  agent text collate "C" not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);
create index session_account on session (account_id);

create table sign_in_code (
  phone_index text collate "C" primary key,
  code_hash text collate "C" not null,
  sent_at bigint not null,
  expires_at bigint not null,
  attempts bigint not null
);

create table attempt (
  name text collate "C" not null,
  bucket text collate "C" not null,
  window_start bigint not null,
  count bigint not null,
  primary key (name, bucket)
);

create table notice (
  id text collate "C" primary key,
  subject text collate "C" not null,
  kind text collate "C" not null,
  position bigint not null,
  ordinal bigint not null,
  body text collate "C" not null,
  created_at bigint not null,
  read_at bigint,
  unique (position, ordinal)
);
create index notice_subject on notice (subject, position, ordinal);

create table outbox (
  id text collate "C" primary key,
  account_id text collate "C" not null,
  template text collate "C" not null,
  body text collate "C" not null,
  created_at bigint not null,
  next_at bigint not null,
  attempts bigint not null,
  sent_at bigint
);
create index outbox_due on outbox (next_at, id) where sent_at is null;

-- What the demo's fake text collate "C"-message gateway delivered; unused in production.
create table inbox (
  id text collate "C" primary key,
  phone_index text collate "C" not null,
  message bytea not null,
  created_at bigint not null
);
create index inbox_phone on inbox (phone_index, created_at);
