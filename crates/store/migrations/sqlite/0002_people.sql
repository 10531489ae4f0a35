create table account (
  id text primary key,
  phone blob,
  phone_index text unique,
  login text unique,
  password text,
  created_at integer not null,
  erased_at integer,
  version integer not null,
  check (erased_at is null or (phone is null and phone_index is null and login is null and password is null))
) strict;

create table role_grant (
  id text primary key,
  account_id text not null references account (id),
  role text not null check (role in ('employer', 'staff', 'official', 'operator')),
  region text not null check (length(region) = 12),
  employer_id text,
  given_at integer not null,
  expires_at integer,
  accepted_at integer,
  revoked_at integer,
  version integer not null,
  check ((role = 'employer') = (employer_id is not null))
) strict;
create index role_grant_account on role_grant (account_id);
create index role_grant_employer on role_grant (employer_id) where employer_id is not null;

create table worker (
  id text primary key,
  account_id text not null unique references account (id),
  name blob,
  id_number blob,
  id_number_index text unique,
  home blob,
  about blob,
  region text not null check (length(region) = 12),
  occupations text not null,
  availability integer not null check (availability between 0 and 2097151),
  reach_m integer not null check (reach_m > 0),
  pay_unit text not null check (pay_unit in ('hour', 'day', 'month')),
  pay_fen integer not null check (pay_fen > 0),
  gig_since integer,
  full_time_since integer,
  created_at integer not null,
  updated_at integer not null,
  erased_at integer,
  version integer not null,
  check (gig_since is not null or full_time_since is not null),
  check (erased_at is null or (name is null and id_number is null and id_number_index is null and home is null and about is null))
) strict;
create index worker_region on worker (region, id);

create table employer (
  id text primary key,
  kind text not null check (kind in ('company', 'sole_trader', 'household', 'agency')),
  name text,
  sealed_name blob,
  credit_code text unique,
  region text not null check (length(region) = 12),
  address text,
  sealed_address blob,
  state text not null check (state in ('unverified', 'verified', 'suspended')),
  verified_at integer,
  created_at integer not null,
  updated_at integer not null,
  version integer not null,
  check ((kind = 'household') = (name is null)),
  check ((kind = 'household') = (sealed_name is not null)),
  check (kind <> 'household' or (credit_code is null and address is null)),
  check ((state = 'unverified') = (verified_at is null) or state = 'suspended')
) strict;
create index employer_region on employer (region, id);
create index employer_state on employer (state, region, id);
