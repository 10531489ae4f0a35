create table account (
  id text collate "C" primary key,
  phone bytea,
  phone_index text collate "C" unique,
  login text collate "C" unique,
  password text collate "C",
  created_at bigint not null,
  erased_at bigint,
  version bigint not null,
  check (erased_at is null or (phone is null and phone_index is null and login is null and password is null))
);

create table role_grant (
  id text collate "C" primary key,
  account_id text collate "C" not null references account (id),
  role text collate "C" not null check (role in ('employer', 'staff', 'official', 'operator')),
  region text collate "C" not null check (length(region) = 12),
  employer_id text collate "C",
  given_at bigint not null,
  expires_at bigint,
  accepted_at bigint,
  revoked_at bigint,
  version bigint not null,
  check ((role = 'employer') = (employer_id is not null))
);
create index role_grant_account on role_grant (account_id);
create index role_grant_employer on role_grant (employer_id) where employer_id is not null;

create table worker (
  id text collate "C" primary key,
  account_id text collate "C" not null unique references account (id),
  name bytea,
  id_number bytea,
  id_number_index text collate "C" unique,
  home bytea,
  about bytea,
  region text collate "C" not null check (length(region) = 12),
  occupations text collate "C" not null,
  availability bigint not null check (availability between 0 and 2097151),
  reach_m bigint not null check (reach_m > 0),
  pay_unit text collate "C" not null check (pay_unit in ('hour', 'day', 'month')),
  pay_fen bigint not null check (pay_fen > 0),
  gig_since bigint,
  full_time_since bigint,
  created_at bigint not null,
  updated_at bigint not null,
  erased_at bigint,
  version bigint not null,
  check (gig_since is not null or full_time_since is not null),
  check (erased_at is null or (name is null and id_number is null and id_number_index is null and home is null and about is null))
);
create index worker_region on worker (region, id);

create table employer (
  id text collate "C" primary key,
  kind text collate "C" not null check (kind in ('company', 'sole_trader', 'household', 'agency')),
  name text collate "C",
  sealed_name bytea,
  credit_code text collate "C" unique,
  region text collate "C" not null check (length(region) = 12),
  address text collate "C",
  sealed_address bytea,
  state text collate "C" not null check (state in ('unverified', 'verified', 'suspended')),
  verified_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  check ((kind = 'household') = (name is null)),
  check ((kind = 'household') = (sealed_name is not null)),
  check (kind <> 'household' or (credit_code is null and address is null)),
  check ((state = 'unverified') = (verified_at is null) or state = 'suspended')
);
create index employer_region on employer (region, id);
create index employer_state on employer (state, region, id);
