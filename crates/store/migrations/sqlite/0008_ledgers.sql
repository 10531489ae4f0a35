-- Dated facts about people, where they stand in the real-name ledgers, and the contact that is kept with them.
create table fact (
  id text primary key,
  worker_id text not null references worker (id),
  kind text not null,
  value text not null,
  from_day integer not null,
  to_day integer,
  source text not null,
  note blob,
  corrects text,
  void integer not null check (void in (0, 1)),
  recorded_by text,
  recorded_at integer not null,
  version integer not null,
  check (to_day is null or to_day > from_day),
  check (void = 0 or corrects is not null)
) strict;
create index fact_worker on fact (worker_id, id);
create unique index fact_corrects on fact (corrects) where corrects is not null;

-- One row for each time somebody was in a ledger, or may be. The row of a record that goes by another is kept aside.
create table ledger (
  id text primary key,
  worker_id text not null references worker (id),
  grp text not null check (grp in ('graduates', 'unemployed', 'difficulty', 'veterans', 'disabled', 'migrant', 'domestic',
    'long_term')),
  region text not null check (length(region) = 12),
  station text not null check (length(station) = 12),
  state text not null check (state in ('in', 'unclear', 'out', 'merged')),
  entered_day integer not null,
  entered_at integer not null,
  exited_day integer,
  exit_reason text,
  verified text not null check (verified in ('unchecked', 'confirmed', 'contradicted', 'absent', 'unreachable')),
  verified_source text,
  verified_by text,
  verified_at integer,
  contact_at integer not null,
  updated_at integer not null,
  version integer not null,
  check ((state = 'out') = (exited_day is not null)),
  check ((exited_day is null) = (exit_reason is null)),
  check ((verified = 'unchecked') = (verified_at is null))
) strict;
create unique index ledger_open on ledger (worker_id, grp) where state <> 'out';
create index ledger_worker on ledger (worker_id, id);
create index ledger_list on ledger (grp, state, region, id, verified, contact_at);
create index ledger_verified on ledger (grp, state, verified, region, id, contact_at);

-- When time alone will change where somebody stands: the reconciler looks no further than that day.
create table ledger_turn (
  id text primary key references worker (id),
  due_day integer,
  version integer not null
) strict;
create index ledger_turn_due on ledger_turn (due_day, id) where due_day is not null;

-- How many are in, by ledger and township (or whatever wider place is all that is known). Kept in the transaction that
-- changes a row; the patrol counts again.
create table ledger_count (
  id text primary key,
  grp text not null,
  region text not null check (length(region) = 12),
  n_in integer not null check (n_in >= 0),
  n_unclear integer not null check (n_unclear >= 0),
  n_confirmed integer not null check (n_confirmed between 0 and n_in),
  version integer not null,
  unique (region, grp)
) strict;

create table contact (
  id text primary key,
  worker_id text not null references worker (id),
  how text not null check (how in ('visit', 'phone', 'counter', 'message')),
  at integer not null,
  note blob,
  recorded_by text not null,
  recorded_at integer not null,
  version integer not null
) strict;
create index contact_worker on contact (worker_id, id);

-- Who took a ledger out as a file, and why.
create table ledger_export (
  id text primary key,
  account_id text not null,
  grp text not null,
  region text not null check (length(region) = 12),
  reason blob not null,
  at integer not null,
  version integer not null
) strict;
create index ledger_export_region on ledger_export (region, id);
