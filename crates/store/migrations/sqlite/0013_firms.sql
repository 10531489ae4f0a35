-- What employers hand in to be verified, who looked at it, what was decided and why, what a register said, and objections.
create table paper (
  id text primary key,
  employer_id text not null references employer (id),
  kind text not null check (kind in ('licence', 'legal_identity', 'authorisation', 'person_identity', 'objection')),
  media text check (media in ('image/jpeg', 'image/png', 'application/pdf')),
  body blob,
  size integer not null check (size between 0 and 4194304),
  sha256 text,
  holder blob,
  number blob,
  number_index text,
  handed_in_by text not null,
  handed_in_at integer not null,
  removed_at integer,
  version integer not null,
  check (removed_at is not null or body is not null or number is not null),
  check (body is null or (media is not null and sha256 is not null)),
  check ((number is null) = (number_index is null))
) strict;
create index paper_employer on paper (employer_id, id);
create index paper_number on paper (number_index) where number_index is not null;

create table paper_read (
  id text primary key,
  paper_id text not null,
  employer_id text not null references employer (id),
  reader text not null,
  at integer not null
) strict;
create index paper_read_employer on paper_read (employer_id, reader, paper_id);

create table employer_decision (
  id text primary key,
  employer_id text not null references employer (id),
  verdict text not null check (verdict in ('verified', 'suspended', 'unverified', 'refused', 'lifted')),
  reason text,
  missing text not null,
  words blob,
  state_before text not null,
  state_after text not null,
  decided_by text not null,
  office text not null check (length(office) = 12),
  at integer not null,
  papers text not null,
  version integer not null,
  seen integer not null,
  unique (employer_id, seen)
) strict;

create table register_check (
  id text primary key,
  employer_id text not null references employer (id),
  asked text not null,
  source text not null,
  outcome text not null check (outcome in ('found', 'absent', 'unreachable')),
  name text,
  state text check (state in ('active', 'cancelled', 'abnormal')),
  legal blob,
  address text,
  scope text,
  asked_by text not null,
  at integer not null,
  took_ms integer not null,
  check ((outcome = 'found') = (name is not null and state is not null))
) strict;
create index register_check_employer on register_check (employer_id, at, id);

create table appeal (
  id text primary key,
  employer_id text not null references employer (id),
  decision_id text not null unique references employer_decision (id),
  against text not null,
  words blob,
  papers text not null,
  state text not null check (state in ('open', 'upheld', 'overturned')),
  filed_by text not null,
  filed_at integer not null,
  due_at integer not null,
  decided_by text,
  decided_at integer,
  answer blob,
  version integer not null,
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'open') = (decided_by is null)),
  check (decided_by is null or (decided_by <> against and decided_by <> filed_by))
) strict;
create index appeal_employer on appeal (employer_id, id);
create index appeal_open on appeal (due_at, id) where state = 'open';
