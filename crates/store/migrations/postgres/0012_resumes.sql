-- Résumés: each saving is a version, sealed and never changed; of one that is no longer kept only its words go. An application
-- says which version its employer was given.
create table resume (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  number bigint not null check (number > 0),
  body bytea,
  saved_at bigint not null,
  dropped_at bigint,
  version bigint not null,
  unique (worker_id, number),
  check ((body is null) = (dropped_at is not null))
);

create function resume_kept() returns trigger language plpgsql as $$
begin
  if (new.id, new.worker_id, new.number, new.saved_at) = (old.id, old.worker_id, old.number, old.saved_at)
     and (old.body is not null or new.body is null) then
    return new;
  end if;
  raise exception 'a version of a resume is never changed' using errcode = '23514';
end $$;
create trigger resume_kept before update on resume for each row execute function resume_kept();

alter table application add column resume_id text collate "C" references resume (id);
create index application_resume on application (resume_id) where resume_id is not null;
