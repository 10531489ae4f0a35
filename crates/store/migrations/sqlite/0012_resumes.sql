-- Résumés: each saving is a version, sealed and never changed; of one that is no longer kept only its words go. An application
-- says which version its employer was given.
create table resume (
  id text primary key,
  worker_id text not null references worker (id),
  number integer not null check (number > 0),
  body blob,
  saved_at integer not null,
  dropped_at integer,
  version integer not null,
  unique (worker_id, number),
  check ((body is null) = (dropped_at is not null))
) strict;

create trigger resume_kept before update on resume
when new.id <> old.id or new.worker_id <> old.worker_id or new.number <> old.number or new.saved_at <> old.saved_at
  or (old.body is null and new.body is not null)
begin select raise(abort, 'a version of a resume is never changed'); end;

alter table application add column resume_id text references resume (id);
create index application_resume on application (resume_id) where resume_id is not null;
