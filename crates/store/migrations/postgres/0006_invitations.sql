-- Since when a worker lets verified employers nearby invite them, and which invitations were sent.
alter table worker add column findable_since bigint;

create table invitation (
  id text collate "C" primary key,
  job_id text collate "C" not null references job (id),
  worker_id text collate "C" not null references worker (id),
  employer_id text collate "C" not null references employer (id),
  at bigint not null,
  unique (job_id, worker_id)
);
create index invitation_employer on invitation (employer_id, at);
create index invitation_worker on invitation (worker_id, at);
create index worker_erased on worker (erased_at) where erased_at is not null;
