-- My code: the keys that nodes certify with, the phones they certified, paper cards, and where each code was used.
create table node_key (
  id text primary key,
  serial integer not null unique,
  public_key blob not null,
  secret blob not null,
  valid_from integer not null,
  valid_until integer not null,
  check (valid_from < valid_until)
) strict;

create table phone_key (
  id text primary key,
  worker_id text not null references worker (id),
  code_id text not null unique,
  public_key blob not null unique,
  device text not null,
  certified_at integer not null,
  expires_at integer not null,
  revoked_at integer,
  version integer not null
) strict;
create index phone_key_worker on phone_key (worker_id);
create index phone_key_revoked on phone_key (revoked_at, expires_at) where revoked_at is not null;

create table card (
  id text primary key,
  worker_id text not null references worker (id),
  number text not null unique check (length(number) = 12),
  pin text not null,
  tries integer not null check (tries between 0 and 5),
  locked_at integer,
  issued_by text not null references account (id),
  issued_at integer not null,
  revoked_at integer,
  version integer not null
) strict;
create unique index card_worker on card (worker_id) where revoked_at is null;

create table code_use (
  id text primary key,
  code_id text not null,
  step integer not null,
  arrival text not null,
  surface text not null check (surface in ('counter', 'fair', 'till')),
  region text not null check (length(region) = 12),
  place text not null,
  account_id text not null references account (id),
  at integer not null,
  shown_at integer not null,
  unique (code_id, step)
) strict;
