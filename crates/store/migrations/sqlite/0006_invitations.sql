-- Since when a worker lets verified employers nearby invite them, and which invitations were sent.
alter table worker add column findable_since integer;

create table invitation (
  id text primary key,
  job_id text not null references job (id),
  worker_id text not null references worker (id),
  employer_id text not null references employer (id),
  at integer not null,
  unique (job_id, worker_id)
) strict;
create index invitation_employer on invitation (employer_id, at);
create index invitation_worker on invitation (worker_id, at);
create index worker_erased on worker (erased_at) where erased_at is not null;
