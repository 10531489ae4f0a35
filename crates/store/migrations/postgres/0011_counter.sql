-- The counter of a station: who consented that whom does what for them and until when, the numbers of those who wait, and
-- what came of each thing that a counter sent, so that the same again is not done again.
create table consent (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  account_id text collate "C" not null references account (id),
  region text collate "C" not null check (length(region) = 12),
  acts text collate "C" not null,
  how text collate "C" not null check (how in ('spoken', 'signed', 'code')),
  given_at bigint not null,
  until bigint not null,
  withdrawn_at bigint,
  withdrawn_by text collate "C" check (withdrawn_by in ('person', 'clerk')),
  version bigint not null,
  check (given_at < until),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index consent_worker on consent (worker_id, given_at);
create index consent_account on consent (account_id, until);

create table ticket (
  id text collate "C" primary key,
  region text collate "C" not null check (length(region) = 12),
  day bigint not null,
  series text collate "C" not null check (length(series) between 1 and 2),
  number bigint not null check (number between 1 and 9999),
  purpose text collate "C" not null,
  first bigint not null check (first in (0, 1)),
  worker_id text collate "C" references worker (id),
  state text collate "C" not null check (state in ('waiting', 'serving', 'done', 'no_show')),
  taken_by text collate "C" not null references account (id),
  taken_at bigint not null,
  called_by text collate "C" references account (id),
  called_at bigint,
  ended_at bigint,
  version bigint not null,
  unique (region, day, series, number)
);
create index ticket_waiting on ticket (region, day, state, first, taken_at);
create index ticket_worker on ticket (worker_id) where worker_id is not null;

create table counter_answer (
  id text collate "C" primary key,
  account_id text collate "C" not null references account (id),
  key text collate "C" not null check (length(key) between 8 and 64),
  kind text collate "C" not null,
  worker_id text collate "C",
  entered_at bigint not null,
  answered_at bigint not null,
  outcome text collate "C" not null check (outcome in ('done', 'refused')),
  body text collate "C" not null,
  version bigint not null,
  unique (account_id, key)
);
create index counter_answer_worker on counter_answer (worker_id) where worker_id is not null;
create index counter_answer_day on counter_answer (account_id, answered_at);
