#!/usr/bin/env python3
"""Fuzzes the interface against a running demo: what `/openapi.json` says is what the server does.

    python3 -m venv VENV && VENV/bin/pip install schemathesis==4.32.5
    cargo build --release -p banyan
    VENV/bin/python scripts/fuzz_api.py target/release/banyan

Starts the binary with a hundredth of the province, on SQLite and, if BANYAN_TEST_POSTGRES is set, in a database of its
own on that server (made and dropped with psql). Asks as nobody, worker, employer and official, once with ids from the
dark and once with ids that exist. Any 5xx, any status, header, type or body that is not described, and any panic in the
server's log is a failure. It refuses to say nothing was wrong when nothing was asked.
"""

import argparse
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
]
# What ends the caller's session or the caller: asked last.
ENDS = {"erase": "DELETE /api/v1/workers/{id}", "sign-out": "DELETE /api/v1/session"}
PEOPLE = {"worker": "13800000001", "employer": "13800000002"}
FUZHOU = "350100000000"


class Browser:
    """Signs in by the pages, as a person would; everything else is asked of the interface."""

    def __init__(self, base):
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def page(self, path, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(self.base + path, data, timeout=30) as answer:
            return answer.read().decode()

    def send(self, path, **form):
        csrf = re.search(r'name="csrf" value="(\w+)"', self.page(path))
        return self.page(path, csrf=csrf[1], **form)


def call(base, method, path, token="", body=None):
    request = urllib.request.Request(base + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def by_code(base, phone):
    browser = Browser(base)
    browser.send("/sign-in", phone=phone, next="/")
    items = re.findall(r"<li[ >].*?</li>", browser.page("/inbox"), re.S)
    codes = re.findall(r"(?<!\d)\d{6}(?!\d)", " ".join(re.sub(r"<[^>]*>", " ", item) for item in items))
    if not codes:
        raise SystemExit("no sign-in code in the demo's inbox")
    return call(base, "POST", "/api/v1/session", body={"phone": phone, "code": codes[0]})["token"]


def by_password(base, login, password):
    browser = Browser(base)
    browser.send("/staff/sign-in", login=login, password=password, next="/")
    return next(cookie.value for cookie in browser.jar if cookie.name == "sid")


def known(base, who, token):
    """Ids that exist, of the kind that this caller would use: by the path they go into."""
    ask = lambda path: call(base, "GET", path, token)
    first = lambda path, pick: next((pick(item) for item in ask(path)["items"]), None)
    job = first("/api/v1/jobs/nearby?lon=119.30&lat=26.08&radius_m=100000&limit=100", lambda item: item["id"])
    employer = ask(f"/api/v1/jobs/{job}")["employer_id"]
    found = {"jobs": job, "employers": employer, "regions": FUZHOU, "occupations": "4-03-02-05"}
    if who == "worker":
        found["applications"] = first("/api/v1/worker/applications", lambda item: item["id"])
        found["workers"] = ask("/api/v1/me")["worker_id"]
    elif who == "employer":
        grants = ask("/api/v1/me")["grants"]
        found["employers"] = next(grant["employer_id"] for grant in grants if grant["employer_id"])
        own = ask(f"/api/v1/employers/{found['employers']}/jobs?limit=100")["items"]
        own.sort(key=lambda item: -item["waiting"])
        found["jobs"] = own[0]["job"]["id"]
        pick = lambda item: item["application"]["id"]
        found["applications"] = first(f"/api/v1/jobs/{found['jobs']}/candidates", pick)
    elif who == "official":
        region = next(grant["region"] for grant in ask("/api/v1/me")["grants"])
        found["regions"] = region
        found["workers"] = first(f"/api/v1/regions/{region}/people", lambda item: item["id"])
        waiting = first(f"/api/v1/regions/{region}/jobs?state=review", lambda item: item["job"]["id"])
        found["jobs"] = waiting or job
    return {room: key for room, key in found.items() if key}


class Round:
    """One database: a server, its callers, its passes."""

    def __init__(self, args, name, database, out):
        self.args, self.name, self.out = args, name, out / name
        self.out.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        command = [args.binary, "demo", "--small", "--listen", f"127.0.0.1:{port}"]
        command += ["--data", str(self.out / "data")]
        command += ["--database", database] if database else []
        self.log = self.out / "server.log"
        self.process = subprocess.Popen(command, stdout=self.log.open("w"), stderr=subprocess.STDOUT)
        self.totals = {"cases": 0, "accepted": 0, "failures": 0, "passes": 0}

    def wait(self):
        for _ in range(600):
            try:
                urllib.request.urlopen(self.base + "/healthz", timeout=5)
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        raise SystemExit(f"the server did not start:\n{self.log.read_text()}")

    def fuzz(self, label, token, ids=None, only=None):
        """One run of schemathesis; what it found is printed."""
        config, report = self.out / f"{label}.toml", self.out / f"{label}.json"
        lines = []
        for room, key in (ids or {}).items():
            name = "code" if room in ("regions", "occupations") else "id"
            lines.append(f'[[operations]]\ninclude-path-regex = "^/api/v1/{room}/[{{]"\n')
            lines.append(f'parameters = {{ "path.{name}" = "{key}" }}\n')
        config.write_text("".join(lines))
        command = [str(pathlib.Path(sys.executable).parent / "schemathesis"), "--config-file", str(config), "run"]
        command += [self.base + "/openapi.json", "--checks", ",".join(CHECKS), "--mode", "all"]
        command += ["--max-examples", str(self.args.max_examples), "--seed", str(self.args.seed)]
        command += ["--continue-on-failure", "--no-color", "--generation-database", "none"]
        command += ["--suppress-health-check", "all", "--warnings", "off"]
        command += ["--report", "json", "--report-json-path", str(report)]
        command += ["-H", f"Authorization: Bearer {token}"] if token else []
        if only:
            command += ["--include-name", only]
        elif token:
            command += [word for operation in ENDS.values() for word in ("--exclude-name", operation)]
        text = self.out / f"{label}.txt"
        began = time.monotonic()
        with text.open("w") as file:
            code = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, cwd=self.out).returncode
        if not report.exists():
            raise SystemExit(f"schemathesis did not run:\n{text.read_text()}")
        found = json.loads(report.read_text())
        operations, cases = found["operations"], found["test_cases"]
        rates = [rate for phases in found.get("valid_rates", {}).values() for rate in phases.values()]
        accepted = sum(rate["accepted"] for rate in rates)
        failures = max(cases["unique_failures"], len(found["failures"])) + len(found["errors"])
        if (code or cases["generated"] == 0) and not failures:
            failures = 1
        self.totals["cases"] += cases["generated"]
        self.totals["accepted"] += accepted
        self.totals["failures"] += failures
        self.totals["passes"] += 1
        print(
            f"{self.name:9} {label:18} operations={operations['tested']} cases={cases['generated']} "
            f"accepted={accepted} failures={failures} seconds={time.monotonic() - began:.0f}",
            flush=True,
        )
        if failures:
            print(text.read_text(), flush=True)

    def run(self):
        self.wait()
        tokens = {who: by_code(self.base, phone) for who, phone in PEOPLE.items()}
        tokens["official"] = by_password(self.base, "official", "banyan-demo-2026")
        self.fuzz("nobody", "")
        ids = {who: known(self.base, who, token) for who, token in tokens.items()}
        self.fuzz("nobody-known", "", ids["worker"])
        for who, token in tokens.items():
            self.fuzz(who, token)
            self.fuzz(f"{who}-known", token, ids[who])
        for word, operation in ENDS.items():
            for who, token in tokens.items():
                self.fuzz(f"{who}-{word}", token, ids[who], only=operation)
        self.verdict()

    def verdict(self):
        words = re.findall(r".*(?:panicked|ERROR).*", self.log.read_text())
        if self.process.poll() is not None:
            words.append("the server is gone")
        self.totals["failures"] += len(words)
        print("\n".join(words[:20] + [f"{self.name:9} all " + " ".join(f"{k}={v}" for k, v in self.totals.items())]))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def psql(url, text):
    subprocess.run(["psql", url, "-q", "-v", "ON_ERROR_STOP=1", "-c", text], check=True)


def fuzz_one(args, name, database, out):
    one = Round(args, name, database, out)
    try:
        one.run()
    finally:
        one.stop()
    return one.totals["failures"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", help="the banyan to start")
    parser.add_argument("--max-examples", type=int, default=60, help="cases an operation, pass and phase")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--out", type=pathlib.Path, help="where reports are kept; nowhere if not given")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only this one")
    args = parser.parse_args()
    args.binary = str(pathlib.Path(args.binary).resolve())
    server = os.environ.get("BANYAN_TEST_POSTGRES")
    out = args.out or pathlib.Path(tempfile.mkdtemp(prefix="banyan-fuzz-"))
    failures = 0
    try:
        if args.engine != "postgres":
            failures += fuzz_one(args, "sqlite", None, out.resolve())
        if args.engine != "sqlite" and server:
            name = f"banyan_fuzz_{os.getpid()}"
            psql(server, f"CREATE DATABASE {name}")
            try:
                url = urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()
                failures += fuzz_one(args, "postgres", url, out.resolve())
            finally:
                psql(server, f"DROP DATABASE {name} WITH (FORCE)")
        elif not server:
            print("postgres  left out: BANYAN_TEST_POSTGRES is not set")
    finally:
        if not args.out:
            shutil.rmtree(out, ignore_errors=True)
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
