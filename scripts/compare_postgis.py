#!/usr/bin/env python3
"""Asks the engine and PostGIS the same queries about the same jobs, compares every answer and prints the times.

    cargo build --release -p matching --examples
    target/release/examples/province FOLDER 1000000 1000 1500 20
    scripts/compare_postgis.py target/release/examples/match FOLDER

Needs PostgreSQL with PostGIS and btree_gist (Debian: postgresql-15-postgis-3) and makes a cluster of its own in a
temporary folder, gone at the end. The first argument may also be the `banyan` binary. FOLDER holds jobs.csv and
queries.csv. Both sides work on one thread and are asked everything once before it counts. PostGIS is asked in two
ways, a GiST index scan for each occupation and one for all, and the faster counts. Distances are on the sphere, whose
radius PostGIS takes 1.4 mm longer: ids must stand in the same order but where scores are within 1e-9 of each other.
It exits with 1 if an answer differs, and refuses to compare nothing.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

TOLERANCE = 1e-9

SETUP = """
create extension postgis; create extension btree_gist;
create unlogged table raw (id bigint, lon float8, lat float8, occupation text, unit text, fen bigint, slots int,
  hours float8, openings int);
\\copy raw from '{jobs}' csv header
create table job as select id, st_makepoint(lon, lat)::geography as place, occupation,
  fen / (case unit when 'hour' then 1 when 'day' then 8 else 174 end) as hourly, slots, hours
  from raw where openings > 0;
drop table raw;
create index on job using gist (place, occupation);
vacuum analyze job;
create table query (id bigint, lon float8, lat float8, occupations text, m bigint, q int, r float8, k int);
\\copy query from '{queries}' csv header
create table answer (way text, pass int, query bigint, ms float8, ids bigint[], scores float8[]);
select 'bytes', pg_total_relation_size('job');
"""

SCORE = """0.45 * (1 - d / v.r) + 0.25 * (case when v.m = 0 then 1 else least(1, hourly::float8 / v.m - 1) end)
  + 0.20 * (bit_count((slots & v.q)::bit(21))::float8 / bit_count(v.q::bit(21)))
  + 0.10 * exp(-least(hours, 100000) / 168)"""

WAYS = {
    "each": "unnest(v.codes) as code join job on job.occupation = code and",
    "any": "job where job.occupation = any(v.codes) and",
}

ASK = """
create function ask_{way}(pass int) returns void language plpgsql as $$
declare v record; began timestamptz; took float8; ids bigint[]; scores float8[];
begin
  for v in select *, st_makepoint(lon, lat)::geography as place,
    array(select distinct unnest(string_to_array(occupations, ';'))) as codes from query order by id
  loop
    began := clock_timestamp();
    select array_agg(id order by at), array_agg(score order by at) into ids, scores from (
      select id, score, row_number() over (order by score desc, id) as at from (
        select id, {score} as score from (
          select job.id, hourly, slots, hours, st_distance(job.place, v.place, false) as d
          from {source} st_dwithin(job.place, v.place, v.r, false) and hourly >= v.m and slots & v.q <> 0
        ) as near
      ) as scored order by score desc, id limit v.k
    ) as best;
    took := extract(epoch from clock_timestamp() - began) * 1000;
    insert into answer values ('{way}', pass, v.id, took, coalesce(ids, '{{}}'), coalesce(scores, '{{}}'));
  end loop;
end $$;
"""

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "plan_cache_mode": "force_custom_plan",
    "fsync": "off",
    "autovacuum": "off",
}


def percentile(times, percent):
    times = sorted(times)
    return times[max(-(-len(times) * percent // 100) - 1, 0)]


class Cluster:
    """A PostgreSQL of our own."""

    def __init__(self):
        bins = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not bins:
            sys.exit("no initdb under /usr/lib/postgresql")
        self.bin = bins[-1].parent
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="banyan-postgis-"))
        self.port = str(20000 + random.randrange(20000))
        self.root = os.getuid() == 0
        if self.root:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", self.folder / "data", "-U", "banyan", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options += f" -p {self.port} -k {self.folder}"
        self.run("pg_ctl", "-D", self.folder / "data", "-o", options, "-w", "-l", self.folder / "log", "start")

    def run(self, tool, *arguments):
        prefix = ["runuser", "-u", "postgres", "--"] if self.root else []
        subprocess.run([*prefix, self.bin / tool, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def sql(self, text):
        command = ["psql", "-h", self.folder, "-p", self.port, "-U", "banyan", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"]
        return subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout

    def stop(self):
        try:
            self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def ask_postgis(cluster, jobs, queries):
    print(cluster.sql(SETUP.format(jobs=jobs.resolve(), queries=queries.resolve())).strip())
    times = {}
    for way, source in WAYS.items():
        cluster.sql(ASK.format(way=way, score=SCORE, source=source))
        for turn in (1, 2):
            cluster.sql(f"select ask_{way}({turn});")
        rows = cluster.sql(f"select ms from answer where way = '{way}' and pass = 2;").split()
        times[way] = [float(row) for row in rows]
        print(f"postgis way={way} p50_ms={percentile(times[way], 50):.3f} p99_ms={percentile(times[way], 99):.3f}")
    way = min(times, key=lambda way: percentile(times[way], 50))
    rows = cluster.sql(
        f"select json_build_object('id', query, 'ids', ids, 'scores', scores) from answer"
        f" where way = '{way}' and pass = 2 order by query;"
    )
    answers = {row["id"]: list(zip(row["ids"], row["scores"])) for row in map(json.loads, rows.splitlines())}
    return answers, times[way]


def ask_engine(binary, jobs, queries, out):
    if pathlib.Path(binary).name == "banyan":
        command = [binary, "match", "--jobs", jobs, "--queries", queries, "--profile", "plain", "--out", out]
    else:
        command = [binary, jobs, queries, out]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr.splitlines()[-1]
    print("engine", said)
    figures = dict(part.split("=") for part in said.split())
    answers = {}
    for line in out.read_text().splitlines():
        row = json.loads(line)
        answers[row["id"]] = [(job["id"], job["score"]) for job in row["jobs"]]
    return answers, float(figures["p50_us"]), float(figures["p99_us"])


def same(ours, theirs):
    """Whether two answers agree: the same scores, and the same ids among scores that are clearly apart."""
    if len(ours) != len(theirs) or any(abs(a[1] - b[1]) > TOLERANCE for a, b in zip(ours, theirs)):
        return False
    scores = [score for _, score in ours]
    for at, (a, b) in enumerate(zip(ours, theirs)):
        if a[0] != b[0]:
            last = at + 1 == len(ours)
            tied = any(abs(scores[at] - other) <= TOLERANCE for i, other in enumerate(scores) if i != at)
            if not (tied or last):
                return False
    return True


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    jobs, queries = folder / "jobs.csv", folder / "queries.csv"
    cluster = Cluster()
    try:
        theirs, times = ask_postgis(cluster, jobs, queries)
    finally:
        cluster.stop()
    ours, p50_us, p99_us = ask_engine(sys.argv[1], jobs, queries, folder / "out.jsonl")
    hits = sum(len(answer) for answer in ours.values())
    differ = [key for key in theirs if not same(ours.get(key, []), theirs[key])]
    exact = sum([i for i, _ in ours[key]] == [i for i, _ in theirs[key]] for key in theirs if key in ours)
    print(f"queries={len(theirs)} hits={hits} same_ids={exact} differ={len(differ)} {differ[:10]}")
    p50_ms, p99_ms = percentile(times, 50), percentile(times, 99)
    print(f"postgis p50_ms={p50_ms:.3f} p99_ms={p99_ms:.3f}")
    print(f"engine p50_us={p50_us:.1f} p99_us={p99_us:.1f}")
    print(f"ratio p50={p50_ms * 1000 / p50_us:.0f} p99={p99_ms * 1000 / p99_us:.0f}")
    sys.exit(1 if differ or not hits or set(ours) != set(theirs) else 0)


if __name__ == "__main__":
    main()
