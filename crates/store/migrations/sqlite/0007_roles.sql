-- Every role, who gave it and why; second factors of those who hold an office; what one proposes and another approves;
-- people who are known without looking for work, and people known under two records.
create table role_grant_full (
  id text primary key,
  account_id text not null references account (id),
  role text not null check (role in ('employer', 'poster', 'payer', 'staff', 'provider', 'official', 'finance', 'auditor',
    'counsellor', 'operator')),
  region text not null check (length(region) = 12),
  employer_id text,
  given_by text,
  given_at integer not null,
  expires_at integer,
  accepted_at integer,
  revoked_at integer,
  version integer not null,
  check ((role in ('employer', 'poster', 'payer')) = (employer_id is not null))
) strict;
insert into role_grant_full (id, account_id, role, region, employer_id, given_at, expires_at, accepted_at, revoked_at, version)
select id, account_id, role, region, employer_id, given_at, expires_at, accepted_at, revoked_at, version from role_grant;
drop table role_grant;
alter table role_grant_full rename to role_grant;
create index role_grant_account on role_grant (account_id);
create index role_grant_employer on role_grant (employer_id) where employer_id is not null;
create index role_grant_region on role_grant (region, id) where employer_id is null;

alter table account add column name blob;

create table factor (
  id text primary key,
  account_id text not null references account (id),
  kind text not null check (kind in ('totp', 'passkey')),
  label text not null,
  secret blob,
  credential text unique,
  public_key blob,
  counter integer not null,
  created_at integer not null,
  confirmed_at integer,
  removed_at integer,
  version integer not null,
  check ((kind = 'totp') = (secret is not null)),
  check ((kind = 'passkey') = (credential is not null and public_key is not null))
) strict;
create index factor_account on factor (account_id);

-- What was asked of a browser and is answered once.
create table challenge (
  id text primary key,
  account_id text not null,
  purpose text not null,
  body text not null,
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

create table proposal (
  id text primary key,
  kind text not null,
  region text not null check (length(region) = 12),
  subject text not null,
  body text not null,
  state text not null check (state in ('open', 'approved', 'refused', 'withdrawn', 'lapsed')),
  proposed_by text not null references account (id),
  proposed_at integer not null,
  reason blob not null,
  expires_at integer not null,
  decided_by text,
  decided_at integer,
  decision_reason blob,
  version integer not null,
  check ((state = 'open') = (decided_at is null)),
  check (state not in ('approved', 'refused') or (decided_by is not null and decided_by <> proposed_by))
) strict;
create index proposal_region on proposal (region, state, id);
create index proposal_due on proposal (expires_at, id) where state = 'open';
create unique index proposal_once on proposal (kind, subject) where state = 'open';

create table worker_full (
  id text primary key,
  account_id text not null unique references account (id),
  name blob,
  name_index text,
  id_number blob,
  id_number_index text unique,
  home blob,
  about blob,
  region text not null check (length(region) = 12),
  occupations text not null,
  availability integer not null check (availability between 0 and 2097151),
  reach_m integer not null check (reach_m > 0),
  pay_unit text check (pay_unit in ('hour', 'day', 'month')),
  pay_fen integer check (pay_fen > 0),
  findable_since integer,
  gig_since integer,
  full_time_since integer,
  created_at integer not null,
  updated_at integer not null,
  merged_into text,
  erased_at integer,
  version integer not null,
  check ((pay_unit is null) = (pay_fen is null)),
  check (merged_into is null or merged_into <> id),
  check (erased_at is null or (name is null and name_index is null and id_number is null and id_number_index is null and home is null and about is null))
) strict;
insert into worker_full (id, account_id, name, id_number, id_number_index, home, about, region, occupations, availability, reach_m,
  pay_unit, pay_fen, findable_since, gig_since, full_time_since, created_at, updated_at, erased_at, version)
select id, account_id, name, id_number, id_number_index, home, about, region, occupations, availability, reach_m,
  pay_unit, pay_fen, findable_since, gig_since, full_time_since, created_at, updated_at, erased_at, version from worker;
drop table worker;
alter table worker_full rename to worker;
create index worker_region on worker (region, id);
create index worker_name on worker (name_index) where name_index is not null;
create index worker_merged on worker (merged_into) where merged_into is not null;
create index worker_erased on worker (erased_at) where erased_at is not null;
