-- My code: the keys that nodes certify with, the phones they certified, paper cards, and where each code was used.
create table node_key (
  id text collate "C" primary key,
  serial bigint not null unique,
  public_key bytea not null,
  secret bytea not null,
  valid_from bigint not null,
  valid_until bigint not null,
  check (valid_from < valid_until)
);

create table phone_key (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  code_id text collate "C" not null unique,
  public_key bytea not null unique,
  device text collate "C" not null,
  certified_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  version bigint not null
);
create index phone_key_worker on phone_key (worker_id);
create index phone_key_revoked on phone_key (revoked_at, expires_at) where revoked_at is not null;

create table card (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  number text collate "C" not null unique check (length(number) = 12),
  pin text collate "C" not null,
  tries bigint not null check (tries between 0 and 5),
  locked_at bigint,
  issued_by text collate "C" not null references account (id),
  issued_at bigint not null,
  revoked_at bigint,
  version bigint not null
);
create unique index card_worker on card (worker_id) where revoked_at is null;

create table code_use (
  id text collate "C" primary key,
  code_id text collate "C" not null,
  step bigint not null,
  arrival text collate "C" not null,
  surface text collate "C" not null check (surface in ('counter', 'fair', 'till')),
  region text collate "C" not null check (length(region) = 12),
  place text collate "C" not null,
  account_id text collate "C" not null references account (id),
  at bigint not null,
  shown_at bigint not null,
  unique (code_id, step)
);
