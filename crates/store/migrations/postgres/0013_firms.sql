-- What employers hand in to be verified, who looked at it, what was decided and why, what a register said, and objections.
create table paper (
  id text collate "C" primary key,
  employer_id text collate "C" not null references employer (id),
  kind text collate "C" not null check (kind in ('licence', 'legal_identity', 'authorisation', 'person_identity', 'objection')),
  media text collate "C" check (media in ('image/jpeg', 'image/png', 'application/pdf')),
  body bytea,
  size bigint not null check (size between 0 and 4194304),
  sha256 text collate "C",
  holder bytea,
  number bytea,
  number_index text collate "C",
  handed_in_by text collate "C" not null,
  handed_in_at bigint not null,
  removed_at bigint,
  version bigint not null,
  check (removed_at is not null or body is not null or number is not null),
  check (body is null or (media is not null and sha256 is not null)),
  check ((number is null) = (number_index is null))
);
create index paper_employer on paper (employer_id, id);
create index paper_number on paper (number_index) where number_index is not null;

create table paper_read (
  id text collate "C" primary key,
  paper_id text collate "C" not null,
  employer_id text collate "C" not null references employer (id),
  reader text collate "C" not null,
  at bigint not null
);
create index paper_read_employer on paper_read (employer_id, reader, paper_id);

create table employer_decision (
  id text collate "C" primary key,
  employer_id text collate "C" not null references employer (id),
  verdict text collate "C" not null check (verdict in ('verified', 'suspended', 'unverified', 'refused', 'lifted')),
  reason text collate "C",
  missing text collate "C" not null,
  words bytea,
  state_before text collate "C" not null,
  state_after text collate "C" not null,
  decided_by text collate "C" not null,
  office text collate "C" not null check (length(office) = 12),
  at bigint not null,
  papers text collate "C" not null,
  version bigint not null,
  seen bigint not null,
  unique (employer_id, seen)
);

create table register_check (
  id text collate "C" primary key,
  employer_id text collate "C" not null references employer (id),
  asked text collate "C" not null,
  source text collate "C" not null,
  outcome text collate "C" not null check (outcome in ('found', 'absent', 'unreachable')),
  name text collate "C",
  state text collate "C" check (state in ('active', 'cancelled', 'abnormal')),
  legal bytea,
  address text collate "C",
  scope text collate "C",
  asked_by text collate "C" not null,
  at bigint not null,
  took_ms bigint not null,
  check ((outcome = 'found') = (name is not null and state is not null))
);
create index register_check_employer on register_check (employer_id, at, id);

create table appeal (
  id text collate "C" primary key,
  employer_id text collate "C" not null references employer (id),
  decision_id text collate "C" not null unique references employer_decision (id),
  against text collate "C" not null,
  words bytea,
  papers text collate "C" not null,
  state text collate "C" not null check (state in ('open', 'upheld', 'overturned')),
  filed_by text collate "C" not null,
  filed_at bigint not null,
  due_at bigint not null,
  decided_by text collate "C",
  decided_at bigint,
  answer bytea,
  version bigint not null,
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'open') = (decided_by is null)),
  check (decided_by is null or (decided_by <> against and decided_by <> filed_by))
);
create index appeal_employer on appeal (employer_id, id);
create index appeal_open on appeal (due_at, id) where state = 'open';
