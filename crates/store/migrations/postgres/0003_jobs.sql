create table job (
  id text collate "C" primary key,
  employer_id text collate "C" not null references employer (id),
  kind text collate "C" not null check (kind in ('gig', 'flexible', 'full_time')),
  title text collate "C" not null,
  occupation text collate "C" not null,
  description text collate "C" not null,
  pay_unit text collate "C" not null check (pay_unit in ('hour', 'day', 'month')),
  pay_fen bigint not null check (pay_fen > 0),
  settlement text collate "C" not null check (settlement in ('daily', 'weekly', 'monthly', 'completion')),
  region text collate "C" not null check (length(region) = 12),
  address text collate "C" not null,
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  openings bigint not null check (openings between 1 and 999),
  filled bigint not null check (filled >= 0),
  starts_at bigint,
  ends_at bigint,
  slots bigint not null check (slots between 1 and 2097151),
  requirements text collate "C" not null,
  state text collate "C" not null check (state in ('draft', 'review', 'open', 'filled', 'closed', 'expired')),
  review_note text collate "C",
  posted_at bigint,
  expires_at bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  check (filled <= openings),
  check (state <> 'filled' or filled = openings),
  check (state <> 'open' or filled < openings),
  check (starts_at is null or ends_at is null or starts_at < ends_at),
  check (state in ('draft', 'review', 'closed', 'expired') or posted_at is not null)
);
create index job_open on job (expires_at, id) where state = 'open';
create index job_employer on job (employer_id, created_at, id);
create index job_region on job (region, state, id);
create index job_state on job (state, region, id);

create table job_revision (
  id text collate "C" primary key,
  job_id text collate "C" not null references job (id),
  job_version bigint not null,
  fields text collate "C" not null,
  at bigint not null,
  unique (job_id, job_version)
);

create table application (
  id text collate "C" primary key,
  job_id text collate "C" not null references job (id),
  worker_id text collate "C" not null references worker (id),
  employer_id text collate "C" not null references employer (id),
  state text collate "C" not null check (state in ('applied', 'shortlisted', 'offered', 'hired', 'refused', 'withdrawn', 'lapsed')),
  reason text collate "C",
  starts_at bigint,
  ends_at bigint,
  slots bigint not null,
  applied_at bigint not null,
  shortlisted_at bigint,
  offered_at bigint,
  offer_until bigint,
  ended_at bigint,
  updated_at bigint not null,
  version bigint not null,
  check ((state = 'refused') = (reason is not null)),
  check (state <> 'offered' or (offered_at is not null and offer_until is not null)),
  check ((state in ('hired', 'refused', 'withdrawn', 'lapsed')) = (ended_at is not null))
);
create unique index application_live on application (worker_id, job_id) where state in ('applied', 'shortlisted', 'offered', 'hired');
create index application_job on application (job_id, state, id);
create index application_worker on application (worker_id, applied_at, id);
create index application_employer on application (employer_id, state, id);
create index application_offer on application (offer_until, id) where state = 'offered';
