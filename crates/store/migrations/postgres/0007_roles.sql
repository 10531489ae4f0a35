-- Every role, who gave it and why; second factors of those who hold an office; what one proposes and another approves;
-- people who are known without looking for work, and people known under two records.
alter table role_grant drop constraint role_grant_role_check, drop constraint role_grant_check;
alter table role_grant add column given_by text collate "C",
  add constraint role_grant_role_check check (role in ('employer', 'poster', 'payer', 'staff', 'provider', 'official', 'finance',
    'auditor', 'counsellor', 'operator')),
  add constraint role_grant_check check ((role in ('employer', 'poster', 'payer')) = (employer_id is not null));
create index role_grant_region on role_grant (region, id) where employer_id is null;

alter table account add column name bytea;

create table factor (
  id text collate "C" primary key,
  account_id text collate "C" not null references account (id),
  kind text collate "C" not null check (kind in ('totp', 'passkey')),
  label text collate "C" not null,
  secret bytea,
  credential text collate "C" unique,
  public_key bytea,
  counter bigint not null,
  created_at bigint not null,
  confirmed_at bigint,
  removed_at bigint,
  version bigint not null,
  check ((kind = 'totp') = (secret is not null)),
  check ((kind = 'passkey') = (credential is not null and public_key is not null))
);
create index factor_account on factor (account_id);

-- What was asked of a browser and is answered once.
create table challenge (
  id text collate "C" primary key,
  account_id text collate "C" not null,
  purpose text collate "C" not null,
  body text collate "C" not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create table proposal (
  id text collate "C" primary key,
  kind text collate "C" not null,
  region text collate "C" not null check (length(region) = 12),
  subject text collate "C" not null,
  body text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'approved', 'refused', 'withdrawn', 'lapsed')),
  proposed_by text collate "C" not null references account (id),
  proposed_at bigint not null,
  reason bytea not null,
  expires_at bigint not null,
  decided_by text collate "C",
  decided_at bigint,
  decision_reason bytea,
  version bigint not null,
  check ((state = 'open') = (decided_at is null)),
  check (state not in ('approved', 'refused') or (decided_by is not null and decided_by <> proposed_by))
);
create index proposal_region on proposal (region, state, id);
create index proposal_due on proposal (expires_at, id) where state = 'open';
create unique index proposal_once on proposal (kind, subject) where state = 'open';

alter table worker alter column pay_unit drop not null, alter column pay_fen drop not null, drop constraint worker_check,
  drop constraint worker_check1;
alter table worker add column name_index text collate "C", add column merged_into text collate "C",
  add check ((pay_unit is null) = (pay_fen is null)), add check (merged_into is null or merged_into <> id),
  add check (erased_at is null or (name is null and name_index is null and id_number is null and id_number_index is null and home is null and about is null));
create index worker_name on worker (name_index) where name_index is not null;
create index worker_merged on worker (merged_into) where merged_into is not null;
