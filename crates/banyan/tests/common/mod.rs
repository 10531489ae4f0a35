//! Whole nodes as processes on a database of their own: SQLite always, PostgreSQL where `BANYAN_TEST_POSTGRES` names a
//! server. With `BANYAN_TEST_REQUIRED` what is missing is a failure; without it, it is said and left out.

#![allow(dead_code, reason = "each test binary uses a part")]

pub mod driver;
pub mod people;
pub mod sweep;

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// A place that nodes share: a data directory and a database.
pub struct Site {
    pub folder: tempfile::TempDir,
    /// The PostgreSQL database, or none for the embedded one.
    pub url: Option<String>,
}

impl Site {
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// `--data … [--database …]`.
    pub fn args(&self) -> Vec<String> {
        let mut args = vec!["--data".to_owned(), self.data().display().to_string()];
        args.extend(self.url.iter().flat_map(|url| ["--database".to_owned(), url.clone()]));
        args
    }

    /// Runs a command of the binary to its end: whether it succeeded, and what it said on both outputs.
    pub fn run(&self, command: &str, more: &[&str]) -> (bool, String) {
        run(&[&[command], more].concat(), &self.args())
    }
}

/// Runs the binary to its end.
pub fn run(args: &[&str], more: &[String]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_banyan")).args(args).args(more).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Whether a part that a developer may lack is here; says what is left out, and fails where it is required.
pub fn have(what: &str, found: bool) -> bool {
    if !found {
        assert!(std::env::var_os("BANYAN_TEST_REQUIRED").is_none(), "{what} is required and not here");
        let _ = writeln!(std::io::stderr(), "left out: {what} is not here");
    }
    found
}

/// A place on each engine there is, one after the other.
pub async fn each_site(test: impl AsyncFn(&Site)) {
    test(&Site { folder: tempfile::tempdir().unwrap(), url: None }).await;
    let server = std::env::var("BANYAN_TEST_POSTGRES").ok();
    if have("PostgreSQL (BANYAN_TEST_POSTGRES)", server.is_some()) {
        let database = Database::create(&server.unwrap()).await;
        test(&Site { folder: tempfile::tempdir().unwrap(), url: Some(database.url.clone()) }).await;
        database.drop().await;
    }
}

/// A PostgreSQL database for one test.
pub struct Database {
    pub url: String,
    name: String,
    server: String,
}

impl Database {
    pub async fn create(server: &str) -> Self {
        let name = format!("banyan_node_{}", uuid());
        let mut admin = PgConnection::connect(server).await.unwrap();
        admin.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        Self { url, name, server: server.to_owned() }
    }

    pub async fn drop(self) {
        let mut admin = PgConnection::connect(&self.server).await.unwrap();
        let drop = format!("drop database {} with (force)", self.name);
        admin.execute(AssertSqlSafe(drop)).await.unwrap();
    }
}

fn uuid() -> String {
    store::Entropy::system().uuid(kernel::Micros(1_795_000_000_000_000)).simple().to_string()
}

/// A node that runs; killed, not asked, when dropped.
pub struct Node {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
}

impl Node {
    /// Starts `banyan COMMAND` on a free port; not necessarily ready yet.
    pub fn start(site: &Site, command: &str, more: &[&str]) -> Self {
        Self::at(site, command, "127.0.0.1:0", more)
    }

    /// The same at a given address.
    pub fn at(site: &Site, command: &str, listen: &str, more: &[&str]) -> Self {
        Self::logging(site, command, listen, more, None)
    }

    /// The same with a log of a level of its own.
    pub fn logging(site: &Site, command: &str, listen: &str, more: &[&str], level: Option<&str>) -> Self {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(site.folder.path().join("node.log"))
            .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_banyan"))
            .arg(command)
            .args(["--listen", listen])
            .args(site.args())
            .args(more)
            .envs(level.map(|level| ("BANYAN_LOG", level)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap_or_else(|| panic!("{}", read(&site.folder.path().join("node.log"))));
        let base = first.unwrap().trim_end_matches('/').to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, base }
    }

    /// Waits until `/healthz` answers 200.
    pub fn ready(self) -> Self {
        let started = Instant::now();
        let health = format!("{}/healthz", self.base);
        while ureq::get(&health).call().is_err() {
            assert!(started.elapsed() < Duration::from_secs(120), "{health}");
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it ends by itself.
    pub fn wait(mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
