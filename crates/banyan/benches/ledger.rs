//! How long every list and count page of the ledgers takes with a million people in them, asked over the loopback of the real
//! pages by officials of a province, a county and a village. Prints figures; judges nothing.
//!
//! `cargo bench --workspace --bench ledger -- [PEOPLE] [ROUNDS]`, with PostgreSQL when `BANYAN_TEST_POSTGRES` is set. Cold
//! is the first time that a page is asked for after the store was opened: its own caches are empty, the system's are not.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../../features/tests/common/mod.rs"]
mod common;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use common::{LastText, PASSWORD, World, each_engine};
use features::ledgers::{
    self, ContactHow, FactSource, NewFact, Reckoned, Recorded, Seen, State, Tally, Verified,
};
use features::workers::{self, About, Registration, RegistrationKind, WorkerRow};
use features::{accounts, index::LiveIndex};
use kernel::{AccountId, Availability, Fen, IdNumber, Level, Micros, Pay, PayUnit, RegionCode, Role};
use ledger::{Day, Group, Kind};
use store::{Change, Engine, Loader, Options, Scribe, Store};

const PROVINCE: &str = "350000000000";
/// The county with the most people.
const COUNTY: &str = "350582000000";

#[tokio::main]
async fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let people = numbers.next().unwrap_or(1_000_000);
    let rounds = numbers.next().unwrap_or(20);
    each_engine(async |world| {
        let engine = world.store.engine();
        let begun = Instant::now();
        let rows = fill(&world, people).await;
        println!(
            "{engine}: {people} people, {rows} rows of ledgers, filled in {:.0} s",
            begun.elapsed().as_secs_f64()
        );
        if engine == Engine::Postgres {
            // What autovacuum does in a while.
            let mut db = <sqlx::PgConnection as sqlx::Connection>::connect(&world.url).await.unwrap();
            sqlx::Executor::execute(&mut db, "vacuum analyze").await.unwrap();
        }
        pages(&world, rounds).await;
    })
    .await;
}

struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) as u128 * end as u128) >> 64) as usize
    }
}

type Said = (Kind, &'static str, i64);

/// What people say of themselves, one after the other; the days count back from today.
const STORIES: [&[Said]; 10] = [
    &[(Kind::Unemployed, "yes", 400)],
    &[(Kind::Unemployed, "yes", 100)],
    &[(Kind::Unemployed, "yes", 40), (Kind::LowIncome, "yes", 300)],
    &[(Kind::Graduated, "college", 200), (Kind::Employed, "no", 200)],
    &[(Kind::Graduated, "bachelor", 100)],
    &[(Kind::Discharged, "yes", 2_000)],
    &[(Kind::Disability, "3", 900)],
    &[(Kind::Household, "rural", 4_000), (Kind::Away, "yes", 500)],
    &[(Kind::Household, "rural", 4_000), (Kind::Away, "yes", 900)],
    &[(Kind::Domestic, "yes", 300), (Kind::Unemployed, "yes", 20)],
];

/// The people, as the commands' decisions make them, into the empty store; how many rows of ledgers.
async fn fill(world: &World, people: usize) -> usize {
    let (store, now) = (&world.store, world.store.now());
    let scribe = &Scribe::new(now, store.entropy(), store.vault());
    let by = AccountId::from_uuid(scribe.uuid());
    let atlas = atlas::Atlas::load();
    let mut villages = Vec::new();
    for (county, share) in atlas::Census::load().apportion(people) {
        let of: Vec<RegionCode> = atlas
            .within(county)
            .iter()
            .filter(|one| one.level == Level::Village)
            .map(|one| one.code)
            .collect();
        villages.extend((0..share).filter_map(|n| of.get(n * 7_919 % of.len().max(1)).copied()));
    }
    let mut draw = Draw(7);
    let (mut tally, mut rows) = (Tally::default(), 0);
    let mut loader = Loader::begin(store).await.unwrap();
    for n in 0..people {
        let village = villages[n % villages.len()];
        let (row, mut change) = person(scribe, n, village, &mut draw);
        let (facts, said) = facts(scribe, &row, STORIES[draw.below(STORIES.len())], by, now);
        change = change.and(said);
        let number = Some(number(n));
        let seen = Seen { records: vec![row.clone()], facts, number, ..Seen::default() };
        let reckoned: Reckoned = ledgers::decide_reckon(scribe, &seen).unwrap();
        rows += reckoned.rows.len();
        change = change.and(reckoned.change);
        tally.add(&reckoned.tally);
        loader.push("fact.record", Role::Official, now, change).await.unwrap();
        // One in three was spoken with; of those who are in, a register knows half and lacks a few.
        if draw.below(3) == 0 {
            let how = ContactHow::Phone;
            let at = Scribe::new(now - draw.below(200) as i64 * Micros::DAY, store.entropy(), store.vault());
            let (_, change) = ledgers::decide_contact(&at, &row, &reckoned.rows, by, how, "").unwrap();
            loader.push("ledger.contact", Role::Staff, now, change).await.unwrap();
        } else {
            for before in reckoned.rows.iter().filter(|row| row.state == State::In) {
                let verified = match draw.below(1_000) {
                    0..500 => Verified::Confirmed,
                    500 => Verified::Contradicted,
                    501..520 => Verified::Absent,
                    _ => continue,
                };
                let after = ledgers::LedgerRow {
                    verified,
                    verified_source: Some("bench".into()),
                    verified_at: Some(now),
                    ..before.clone()
                };
                tally.leave(before);
                tally.enter(&after);
                let change = Change::of(row.region).update(before, after);
                loader.push("ledger.verify", Role::Official, now, change).await.unwrap();
            }
        }
    }
    let counts = tally.rows().iter().fold(Change::anywhere(), Change::insert);
    loader.push("ledger.turn", Role::System, now, counts).await.unwrap();
    loader.finish(&["notices"]).await.unwrap();
    rows
}

fn number(n: usize) -> IdNumber {
    let birth = Day::new(1962, 1, 1).unwrap().later((n % 16_000) as i64);
    let date = birth.to_string().replace('-', "");
    IdNumber::with_check(&format!("350102{date}{:03}", n / 16_000 % 1_000)).unwrap()
}

fn person(scribe: &Scribe<'_>, n: usize, village: RegionCode, draw: &mut Draw) -> (WorkerRow, Change) {
    const SURNAMES: [&str; 12] = ["林", "陈", "黄", "张", "吴", "李", "郑", "王", "刘", "苏", "杨", "蔡"];
    const GIVEN: [&str; 24] = [
        "秀", "英", "建", "国", "志", "明", "丽", "华", "小", "芳", "伟", "强", "桂", "花", "海", "燕", "文",
        "静", "晓", "东", "美", "玉", "金", "水",
    ];
    // A name that two thousand have.
    let name = if draw.below(500) == 0 {
        "林秀英".to_owned()
    } else {
        [SURNAMES[draw.below(12)], GIVEN[draw.below(24)], GIVEN[draw.below(24)]].concat()
    };
    let phone = format!("1{:010}", 3_000_000_000u64 + n as u64).parse().unwrap();
    let (account, opened) = accounts::decide_open(scribe, &phone).unwrap();
    let input = Registration {
        name: name.parse().unwrap(),
        kind: RegistrationKind::Gig,
        id_number: Some(number(n)),
        region: village,
        home: None,
        occupations: vec!["4-10-01-06".into()],
        availability: Availability::ALL,
        reach_m: 3_000,
        pay: Pay::new(PayUnit::Day, Fen(18_000)).unwrap(),
        findable: false,
        about: About::default(),
    };
    let (row, registered) = workers::decide_register(scribe, account.id, None, &input).unwrap();
    (row, opened.and(registered))
}

fn facts(
    scribe: &Scribe<'_>,
    worker: &WorkerRow,
    story: &[Said],
    by: AccountId,
    now: Micros,
) -> (Vec<ledgers::FactRow>, Change) {
    let (mut all, mut change) = (Vec::new(), Change::default());
    for (kind, value, back) in story {
        let fact = NewFact {
            kind: *kind,
            value: (*value).into(),
            from: Day::of(now).later(-back),
            to: None,
            source: FactSource::Import,
            note: String::new(),
            corrects: None,
            void: false,
        };
        if let Recorded::New(row, told) = ledgers::decide_fact(scribe, worker, &all, Some(by), &fact).unwrap()
        {
            all.push(*row);
            change = change.and(told);
        }
    }
    (all, change)
}

/// A store of its own over the same database, with empty caches, behind the real pages.
async fn serve(world: &World) -> (Arc<Store>, SocketAddr) {
    let clock = world.clock.clone();
    let options = Options {
        url: world.url.clone(),
        connections: 8,
        clock,
        entropy: Arc::new(store::Entropy::system()),
        vault: Arc::new(world.store.vault().clone()),
    };
    let store = Arc::new(Store::open(options).await.unwrap());
    let app = Arc::new(web::App {
        store: store.clone(),
        index: Arc::new(LiveIndex::empty()),
        sender: Arc::new(LastText::default()),
        register: Arc::new(features::employers::NoRegister),
        people: Arc::new(ledgers::NoRegisters),
        uploads: web::uploads::Uploads::default(),
        demo: true,
        ready: AtomicBool::new(true),
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    (store, address)
}

/// A page as a browser gets it; how long it took, and what it said.
async fn get(address: SocketAddr, token: &str, path: &str) -> (Duration, String) {
    let (url, cookie) = (format!("http://{address}{path}"), format!("sid={token}"));
    tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        let mut answer = ureq::get(&url).header("cookie", &cookie).call().unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{url}");
        let text = answer.body_mut().read_to_string().unwrap();
        (begun.elapsed(), text)
    })
    .await
    .unwrap()
}

async fn pages(world: &World, rounds: usize) {
    let engine = world.store.engine();
    world.official(PROVINCE).await;
    let busiest = busiest(world).await;
    let township = busiest.at(Level::Township);
    let city = RegionCode::at(&COUNTY.parse().unwrap(), Level::City);
    let mut worst = (Duration::ZERO, String::new());
    for (who, role, region, below) in [
        (
            "province",
            Role::Official,
            PROVINCE.parse().unwrap(),
            vec![city, COUNTY.parse().unwrap(), township],
        ),
        ("county", Role::Official, COUNTY.parse().unwrap(), vec![township]),
        ("village", Role::Staff, busiest, vec![]),
    ] {
        let login = format!("bench.{who}");
        world.appoint(&login, role, &RegionCode::to_string(&region)).await;
        let token = world.office_token(&login, PASSWORD).await;
        for path in paths(region, &below) {
            // Opened anew for each: nothing of the last page helps this one.
            let (store, address) = serve(world).await;
            let (cold, text) = get(address, &token, &path).await;
            let mut took = Vec::with_capacity(rounds);
            let mut next = path.clone();
            for round in 0..rounds {
                let (time, text) = get(address, &token, &next).await;
                took.push(time);
                // A list is read on from page to page, and begun again at its end.
                let link = text
                    .split("href=\"")
                    .find(|part| part.contains("after=") && part.starts_with("/gov/ledgers"));
                let on = link.and_then(|part| part.split('"').next()).map(|link| link.replace("&#38;", "&"));
                next = on.filter(|_| round % 2 == 0).unwrap_or_else(|| path.clone());
            }
            took.sort_unstable();
            let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
            let cold_ms = cold.as_secs_f64() * 1e3;
            println!(
                "{engine} {who} {path}: cold_ms={cold_ms:.1} p50_ms={:.1} p99_ms={:.1} max_ms={:.1} bytes={}",
                at(0.5),
                at(0.99),
                at(1.0),
                text.len()
            );
            let most = cold.max(*took.last().unwrap());
            if most > worst.0 {
                worst = (most, format!("{who} {path}"));
            }
            store.close().await;
        }
    }
    println!("{engine}: slowest of all {:.1} ms: {}", worst.0.as_secs_f64() * 1e3, worst.1);
}

/// The village of the county with the most rows.
async fn busiest(world: &World) -> RegionCode {
    let (low, high) = RegionCode::range(&COUNTY.parse().unwrap());
    world
        .store
        .one::<String>(
            "select region from ledger where region >= $1 and region < $2 group by region order by count(*) desc, region limit 1",
            store::args![low, high],
        )
        .await
        .unwrap()
        .parse()
        .unwrap()
}

/// Every count and list page of a region.
fn paths(region: RegionCode, below: &[RegionCode]) -> Vec<String> {
    let mut all = vec![format!("/gov/ledgers?region={region}")];
    all.extend(below.iter().map(|below| format!("/gov/ledgers?region={below}")));
    for group in Group::ALL {
        all.push(format!("/gov/ledgers/{group}?region={region}"));
    }
    // The end of the list, as somebody who has read everything before it.
    let far = RegionCode::range(&region).1;
    let end = features::paging::encode(&(format!("{:012}", far.parse::<u64>().unwrap() - 50), String::new()));
    for more in [
        "state=unclear".to_owned(),
        "state=out".to_owned(),
        "verified=unchecked".to_owned(),
        "verified=contradicted".to_owned(),
        "verified=unreachable".to_owned(),
        "idle=30".to_owned(),
        "idle=180".to_owned(),
        "idle=3650".to_owned(),
        "verified=absent&idle=180".to_owned(),
        "q=%E6%9E%97%E7%A7%80%E8%8B%B1".to_owned(),
        "q=13000000100".to_owned(),
        format!("after={end}"),
    ] {
        all.push(format!("/gov/ledgers/unemployed?region={region}&{more}"));
    }
    all.push(format!("/gov/ledgers/graduates?region={region}&state=unclear&idle=3650"));
    all
}
