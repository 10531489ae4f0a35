-- Two records of one person. A merge is a pointer with its reason; undone, both records are as they were. `worker.merged_into`
-- always points at the record at the top.
create table merge (
  id text primary key,
  kept_id text not null references worker (id),
  merged_id text not null references worker (id),
  merged_by text not null references account (id),
  merged_at integer not null,
  reason blob,
  undone_by text references account (id),
  undone_at integer,
  undone_reason blob,
  version integer not null,
  check (kept_id <> merged_id),
  check ((undone_by is null) = (undone_at is null)),
  check (undone_at is not null or undone_reason is null)
) strict;
create unique index merge_once on merge (merged_id) where undone_at is null;
create index merge_merged on merge (merged_id);
create index merge_kept on merge (kept_id);

-- Two records that somebody found to be two people.
create table apart (
  id text primary key,
  a_id text not null references worker (id),
  b_id text not null references worker (id),
  found_by text not null references account (id),
  found_at integer not null,
  reason blob,
  version integer not null,
  check (a_id < b_id),
  unique (a_id, b_id)
) strict;
create index apart_b on apart (b_id);

-- Upkeep: pairs that look like one person. Made anew from the records; the region is the smallest that holds both.
create table suspect (
  id text primary key,
  a_id text not null references worker (id),
  b_id text not null references worker (id),
  region text not null check (length(region) = 12),
  score integer not null,
  verdict text not null check (verdict in ('same', 'ask')),
  reasons text not null,
  found_at integer not null,
  seen_at integer not null,
  check (a_id < b_id),
  unique (a_id, b_id)
) strict;
create index suspect_region on suspect (region, score, id);
create index suspect_score on suspect (score, id);
create index suspect_b on suspect (b_id);
