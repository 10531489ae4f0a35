-- Who was shown what is sealed of a person, why, and until when it is shown to them.
create table look (
  id text collate "C" primary key,
  worker_id text collate "C" not null references worker (id),
  account_id text collate "C" not null references account (id),
  role text collate "C" not null,
  office text collate "C" not null check (length(office) = 12),
  region text collate "C" not null check (length(region) = 12),
  duty text collate "C" not null,
  words bytea not null,
  at bigint not null,
  until_at bigint not null,
  check (at <= until_at)
);
create index look_worker on look (worker_id, id);
create index look_region on look (region, id);
create index look_account on look (account_id, id);
