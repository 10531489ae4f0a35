-- Dated facts about people, where they stand in the real-name ledgers, and the contact that is kept with them.
create table fact (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  kind text collate "C" not null,
  value text collate "C" not null,
  from_day bigint not null,
  to_day bigint,
  source text collate "C" not null,
  note bytea,
  corrects text collate "C",
  void bigint not null check (void in (0, 1)),
  recorded_by text collate "C",
  recorded_at bigint not null,
  version bigint not null,
  check (to_day is null or to_day > from_day),
  check (void = 0 or corrects is not null)
);
create index fact_worker on fact (worker_id, id);
create unique index fact_corrects on fact (corrects) where corrects is not null;

-- One row for each time somebody was in a ledger, or may be. The row of a record that goes by another is kept aside.
create table ledger (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  grp text collate "C" not null check (grp in ('graduates', 'unemployed', 'difficulty', 'veterans', 'disabled', 'migrant', 'domestic',
    'long_term')),
  region text collate "C" not null check (length(region) = 12),
  station text collate "C" not null check (length(station) = 12),
  state text collate "C" not null check (state in ('in', 'unclear', 'out', 'merged')),
  entered_day bigint not null,
  entered_at bigint not null,
  exited_day bigint,
  exit_reason text collate "C",
  verified text collate "C" not null check (verified in ('unchecked', 'confirmed', 'contradicted', 'absent', 'unreachable')),
  verified_source text collate "C",
  verified_by text collate "C",
  verified_at bigint,
  contact_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  check ((state = 'out') = (exited_day is not null)),
  check ((exited_day is null) = (exit_reason is null)),
  check ((verified = 'unchecked') = (verified_at is null))
);
create unique index ledger_open on ledger (worker_id, grp) where state <> 'out';
create index ledger_worker on ledger (worker_id, id);
create index ledger_list on ledger (grp, state, region, id, verified, contact_at);
create index ledger_verified on ledger (grp, state, verified, region, id, contact_at);

-- When time alone will change where somebody stands: the reconciler looks no further than that day.
create table ledger_turn (
  id text collate "C" primary key references worker (id),
  due_day bigint,
  version bigint not null
);
create index ledger_turn_due on ledger_turn (due_day, id) where due_day is not null;

-- How many are in, by ledger and township (or whatever wider place is all that is known). Kept in the transaction that
-- changes a row; the patrol counts again.
create table ledger_count (
  id text collate "C" primary key,
  grp text collate "C" not null,
  region text collate "C" not null check (length(region) = 12),
  n_in bigint not null check (n_in >= 0),
  n_unclear bigint not null check (n_unclear >= 0),
  n_confirmed bigint not null check (n_confirmed between 0 and n_in),
  version bigint not null,
  unique (region, grp)
);

create table contact (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  how text collate "C" not null check (how in ('visit', 'phone', 'counter', 'message')),
  at bigint not null,
  note bytea,
  recorded_by text collate "C" not null,
  recorded_at bigint not null,
  version bigint not null
);
create index contact_worker on contact (worker_id, id);

-- Who took a ledger out as a file, and why.
create table ledger_export (
  id text collate "C" primary key,
  account_id text collate "C" not null,
  grp text collate "C" not null,
  region text collate "C" not null check (length(region) = 12),
  reason bytea not null,
  at bigint not null,
  version bigint not null
);
create index ledger_export_region on ledger_export (region, id);
