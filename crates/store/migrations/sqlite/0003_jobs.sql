create table job (
  id text primary key,
  employer_id text not null references employer (id),
  kind text not null check (kind in ('gig', 'flexible', 'full_time')),
  title text not null,
  occupation text not null,
  description text not null,
  pay_unit text not null check (pay_unit in ('hour', 'day', 'month')),
  pay_fen integer not null check (pay_fen > 0),
  settlement text not null check (settlement in ('daily', 'weekly', 'monthly', 'completion')),
  region text not null check (length(region) = 12),
  address text not null,
  lon real not null check (lon between -180 and 180),
  lat real not null check (lat between -90 and 90),
  openings integer not null check (openings between 1 and 999),
  filled integer not null check (filled >= 0),
  starts_at integer,
  ends_at integer,
  slots integer not null check (slots between 1 and 2097151),
  requirements text not null,
  state text not null check (state in ('draft', 'review', 'open', 'filled', 'closed', 'expired')),
  review_note text,
  posted_at integer,
  expires_at integer not null,
  created_at integer not null,
  updated_at integer not null,
  version integer not null,
  check (filled <= openings),
  check (state <> 'filled' or filled = openings),
  check (state <> 'open' or filled < openings),
  check (starts_at is null or ends_at is null or starts_at < ends_at),
  check (state in ('draft', 'review', 'closed', 'expired') or posted_at is not null)
) strict;
create index job_open on job (expires_at, id) where state = 'open';
create index job_employer on job (employer_id, created_at, id);
create index job_region on job (region, state, id);
create index job_state on job (state, region, id);

create table job_revision (
  id text primary key,
  job_id text not null references job (id),
  job_version integer not null,
  fields text not null,
  at integer not null,
  unique (job_id, job_version)
) strict;

create table application (
  id text primary key,
  job_id text not null references job (id),
  worker_id text not null references worker (id),
  employer_id text not null references employer (id),
  state text not null check (state in ('applied', 'shortlisted', 'offered', 'hired', 'refused', 'withdrawn', 'lapsed')),
  reason text,
  starts_at integer,
  ends_at integer,
  slots integer not null,
  applied_at integer not null,
  shortlisted_at integer,
  offered_at integer,
  offer_until integer,
  ended_at integer,
  updated_at integer not null,
  version integer not null,
  check ((state = 'refused') = (reason is not null)),
  check (state <> 'offered' or (offered_at is not null and offer_until is not null)),
  check ((state in ('hired', 'refused', 'withdrawn', 'lapsed')) = (ended_at is not null))
) strict;
create unique index application_live on application (worker_id, job_id) where state in ('applied', 'shortlisted', 'offered', 'hired');
create index application_job on application (job_id, state, id);
create index application_worker on application (worker_id, applied_at, id);
create index application_employer on application (employer_id, state, id);
create index application_offer on application (offer_until, id) where state = 'offered';
