//! A fresh, migrated store on each engine, with a clock that stands and randomness that repeats.
//!
//! SQLite always; PostgreSQL when `BANYAN_TEST_POSTGRES` names a maintenance database of a server where databases may
//! be made. Each test has its own database, dropped when the test has passed.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::io::Write as _;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use kernel::{Actor, FixedClock, Micros, Operation, Phone, Result, Role, Scope, from_civil};
use serde_json::Value as Json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use store::{Engine, Entropy, Options, Store, Vault};

/// What a test runs in.
#[derive(Clone)]
pub struct World {
    /// The store, migrated and empty.
    pub store: Arc<Store>,
    /// Its clock: a Tuesday morning until told otherwise.
    pub clock: Arc<FixedClock>,
    /// Its database, for looking at it from outside.
    pub url: String,
}

/// Runs a test on every engine there is.
pub async fn each_engine(test: impl AsyncFn(World)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("banyan_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let folder = Folder(std::env::temp_dir().join(&name));
    std::fs::create_dir_all(&folder.0).unwrap();
    run(format!("sqlite:{}", folder.0.join("banyan.db").display()), &test).await;

    let Ok(server) = std::env::var("BANYAN_TEST_POSTGRES") else {
        assert!(std::env::var_os("BANYAN_TEST_REQUIRED").is_none(), "PostgreSQL is required");
        let _ = writeln!(std::io::stderr(), "PostgreSQL is left out: BANYAN_TEST_POSTGRES is not set");
        return;
    };
    let mut maintenance = PgConnection::connect(&server).await.unwrap();
    maintenance.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    run(format!("{base}/{name}"), &test).await;
    maintenance.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.unwrap();
}

async fn run(url: String, test: &impl AsyncFn(World)) {
    let clock = Arc::new(FixedClock::new(from_civil(2026, 3, 3, 9, 0).unwrap()));
    let entropy = Arc::new(Entropy::seeded(7));
    let vault = Arc::new(Vault::generate(&entropy));
    let options = Options { url: url.clone(), connections: 8, clock: clock.clone(), entropy, vault };
    let store = Arc::new(Store::open(options).await.unwrap());
    store.migrate().await.unwrap();
    test(World { store: store.clone(), clock, url }).await;
    store.close().await;
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Takes texts and remembers the last.
#[derive(Default)]
pub struct LastText(std::sync::Mutex<Option<Json>>);

impl LastText {
    /// The code that was sent last.
    pub fn code(&self) -> String {
        self.0.lock().unwrap().as_ref().unwrap()["code"].as_str().unwrap().to_owned()
    }
}

impl features::accounts::TextSender for LastText {
    fn send<'a>(
        &'a self,
        _to: &'a Phone,
        _template: &'a str,
        values: &'a Json,
        _key: &'a str,
    ) -> store::Boxed<'a, Result<()>> {
        *self.0.lock().unwrap() = Some(values.clone());
        Box::pin(async { Ok(()) })
    }
}

/// The password of everybody with an office.
pub const PASSWORD: &str = "correct horse battery";

impl World {
    /// Signs a phone in with a code; the token of its session.
    pub async fn token(&self, phone: &str) -> String {
        let (phone, texts) = (phone.parse().unwrap(), LastText::default());
        features::accounts::request_code(&self.store, &texts, &phone, "test").await.unwrap();
        features::accounts::verify_code(&self.store, &phone, &texts.code(), "test").await.unwrap().token
    }

    /// The same some minutes later, for a phone that has had a code already.
    pub async fn token_again(&self, phone: &str) -> String {
        self.clock.advance(minutes(2));
        self.token(phone).await
    }

    /// Signs a phone in with a code; who is then here.
    pub async fn sign_in(&self, phone: &str) -> features::accounts::SignedIn {
        self.here(&self.token(phone).await).await
    }

    /// Who is behind a token.
    pub async fn here(&self, token: &str) -> features::accounts::SignedIn {
        features::accounts::actor_of(&self.store, token).await.unwrap().unwrap()
    }

    /// The first official, of a region.
    pub async fn official(&self, region: &str) -> features::accounts::SignedIn {
        self.founder("first.official", region).await
    }

    /// One of the two officials that the machine's owner makes.
    pub async fn founder(&self, login: &str, region: &str) -> features::accounts::SignedIn {
        use features::accounts::{first_official_token, setup_official};
        let known: Option<String> = self
            .store
            .maybe("select id from account where login = $1", store::args![login.to_owned()])
            .await
            .unwrap();
        if known.is_none() {
            let token = first_official_token(&self.store).await.unwrap().unwrap();
            setup_official(&self.store, &token, login, PASSWORD, region.parse().unwrap()).await.unwrap();
        }
        self.here(&self.office_token(login, PASSWORD).await).await
    }

    /// Signs in an account without a second factor; the token of its session.
    pub async fn office_token(&self, login: &str, password: &str) -> String {
        use features::accounts::{Entered, staff_sign_in};
        let token = match staff_sign_in(&self.store, login, password, "test").await.unwrap() {
            Entered::Session(session) => Some(session.token),
            Entered::Second(_) => None,
        };
        token.unwrap()
    }

    /// Somebody with an office, given by officials of the province; with the usual password.
    pub async fn appoint(&self, login: &str, role: Role, region: &str) -> features::accounts::SignedIn {
        use features::{accounts, offices, proposals::Verdict};
        let giver = self.founder("second.official", "350000000000").await;
        let giving = offices::Giving {
            login: login.into(),
            name: Some("周小满".parse().unwrap()),
            role,
            region: region.parse().unwrap(),
            until: self.store.now() + 365 * Micros::DAY,
            reason: "for a test".into(),
        };
        let given = offices::give(&self.store, &giver.actor, giving).await.unwrap();
        let mut token = given.token;
        if let Some(proposal) = given.proposal {
            let other = self.official("350000000000").await;
            let approved = offices::decide(&self.store, &other.actor, proposal, Verdict::Approve, "").await;
            token = approved.unwrap();
        }
        if let Some(token) = token {
            accounts::activate(&self.store, &token, PASSWORD, "test").await.unwrap();
        }
        self.here(&self.office_token(login, PASSWORD).await).await
    }

    /// Every cell of every table as a line of text, blobs in hexadecimal: `table: cells`.
    pub async fn dump(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match self.store.engine() {
            Engine::Postgres => {
                let mut db = PgConnection::connect(&self.url).await.unwrap();
                let all: Vec<String> = sqlx::query_scalar(
                    "select table_name::text from information_schema.tables where table_schema = 'public'",
                )
                .fetch_all(&mut db)
                .await
                .unwrap();
                for table in all.iter().filter(|table| *table != "migration") {
                    let sql = AssertSqlSafe(format!("select t::text from {table} t"));
                    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
                    lines.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
                }
            }
            Engine::Sqlite => {
                let mut db = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
                let all: Vec<String> =
                    sqlx::query_scalar("select name from sqlite_schema where type = 'table'")
                        .fetch_all(&mut db)
                        .await
                        .unwrap();
                for table in all.iter().filter(|table| *table != "migration") {
                    let sql = "select group_concat('case typeof(' || name || ') when ''blob'' then lower(hex(' || name \
                        || ')) else coalesce(' || name || ', '''') end', ' || '','' || ') from pragma_table_info($1)";
                    let cells: String = sqlx::query_scalar(sql).bind(table).fetch_one(&mut db).await.unwrap();
                    let sql = AssertSqlSafe(format!("select {cells} from {table}"));
                    let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
                    lines.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
                }
            }
        }
        lines
    }
}

/// Whether a line of a dump holds a text, plainly or as bytes.
pub fn holds(line: &str, text: &str) -> bool {
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    line.contains(text) || line.contains(&hex)
}

/// The permit of the program itself.
pub fn system() -> kernel::Permit {
    Actor::system().may(Operation::SystemRun, &Scope::Public).unwrap()
}

/// So many microseconds of minutes.
pub const fn minutes(n: i64) -> i64 {
    n * Micros::MINUTE
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    outcome.unwrap_err().code
}
