-- Who was shown what is sealed of a person, why, and until when it is shown to them.
create table look (
  id text primary key,
  worker_id text not null references worker (id),
  account_id text not null references account (id),
  role text not null,
  office text not null check (length(office) = 12),
  region text not null check (length(region) = 12),
  duty text not null,
  words blob not null,
  at integer not null,
  until_at integer not null,
  check (at <= until_at)
) strict;
create index look_worker on look (worker_id, id);
create index look_region on look (region, id);
create index look_account on look (account_id, id);
