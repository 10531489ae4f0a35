-- The counter of a station: who consented that whom does what for them and until when, the numbers of those who wait, and
-- what came of each thing that a counter sent, so that the same again is not done again.
create table consent (
  id text primary key,
  worker_id text not null references worker (id),
  account_id text not null references account (id),
  region text not null check (length(region) = 12),
  acts text not null,
  how text not null check (how in ('spoken', 'signed', 'code')),
  given_at integer not null,
  until integer not null,
  withdrawn_at integer,
  withdrawn_by text check (withdrawn_by in ('person', 'clerk')),
  version integer not null,
  check (given_at < until),
  check ((withdrawn_at is null) = (withdrawn_by is null))
) strict;
create index consent_worker on consent (worker_id, given_at);
create index consent_account on consent (account_id, until);

create table ticket (
  id text primary key,
  region text not null check (length(region) = 12),
  day integer not null,
  series text not null check (length(series) between 1 and 2),
  number integer not null check (number between 1 and 9999),
  purpose text not null,
  first integer not null check (first in (0, 1)),
  worker_id text references worker (id),
  state text not null check (state in ('waiting', 'serving', 'done', 'no_show')),
  taken_by text not null references account (id),
  taken_at integer not null,
  called_by text references account (id),
  called_at integer,
  ended_at integer,
  version integer not null,
  unique (region, day, series, number)
) strict;
create index ticket_waiting on ticket (region, day, state, first, taken_at);
create index ticket_worker on ticket (worker_id) where worker_id is not null;

create table counter_answer (
  id text primary key,
  account_id text not null references account (id),
  key text not null check (length(key) between 8 and 64),
  kind text not null,
  worker_id text,
  entered_at integer not null,
  answered_at integer not null,
  outcome text not null check (outcome in ('done', 'refused')),
  body text not null,
  version integer not null,
  unique (account_id, key)
) strict;
create index counter_answer_worker on counter_answer (worker_id) where worker_id is not null;
create index counter_answer_day on counter_answer (account_id, answered_at);
