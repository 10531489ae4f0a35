//! How long the nearby page and the nearby API take at a whole province's jobs, with clients that ask without a pause.
//! The node is the real binary with the sample province. Prints figures; judges nothing.
//!
//! `cargo bench -p banyan --bench nearby -- [CLIENTS] [SECONDS]`, with PostgreSQL when `BANYAN_TEST_POSTGRES` is set.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use common::{Node, each_site};
use serde_json::Value;

/// What a reader may ask for besides what lies near.
const ASKED: [&str; 8] = [
    "",
    "?r=walk",
    "?r=10km",
    "?r=20km",
    "?f=today",
    "?f=no_experience,evening&r=10km",
    "?q=搬运",
    "?q=月嫂&r=20km",
];

#[tokio::main]
async fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse::<u64>().ok());
    let clients = numbers.next().unwrap_or(8);
    let span = Duration::from_secs(numbers.next().unwrap_or(10));
    each_site(async |site| {
        let engine = if site.url.is_some() { "PostgreSQL" } else { "SQLite" };
        let node = Node::start(site, "demo", &[]).ready();
        let places = places(&node.base);
        for (what, path) in [("page /", page as Path), ("page /, second page", second), ("API", api)] {
            let (mut took, bytes) = ask(&node.base, &places, path, clients, span);
            took.sort_unstable();
            let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
            println!(
                "{engine} {what}: clients={clients} requests={} per_s={:.0} p50_ms={:.2} p99_ms={:.2} max_ms={:.2} mean_bytes={}",
                took.len(),
                took.len() as f64 / span.as_secs_f64(),
                at(0.5),
                at(0.99),
                at(1.0),
                bytes / took.len() as u64,
            );
        }
    })
    .await;
}

/// The address asked for, and the cookie that says where the reader is.
type Path = fn(&str, &str, u64) -> (String, String);

fn page(base: &str, place: &str, n: u64) -> (String, String) {
    let asked = ASKED[(n % ASKED.len() as u64) as usize];
    (format!("{base}/{asked}"), format!("place={place}"))
}

fn second(base: &str, place: &str, n: u64) -> (String, String) {
    let (url, cookie) = page(base, place, n % 3);
    let body = ureq::get(&url).header("cookie", &cookie).call().unwrap().body_mut().read_to_string().unwrap();
    let next = body.split("href=\"/?").find(|part| part.contains("after=") && !part.starts_with("after=\""));
    let next = next.and_then(|part| part.split('"').next()).map(|text| text.replace("&#38;", "&"));
    (next.map_or(url, |next| format!("{base}/?{next}")), cookie)
}

fn api(base: &str, place: &str, n: u64) -> (String, String) {
    let (lon, lat) = place.split_once(',').unwrap();
    let radius = [1500, 3000, 10_000, 20_000][(n % 4) as usize];
    (format!("{base}/api/v1/jobs/nearby?lon={lon}&lat={lat}&radius_m={radius}&limit=50"), String::new())
}

/// Points within some hundred metres of open jobs all over the province.
fn places(base: &str) -> Vec<String> {
    let cities = [
        (119.30, 26.08),
        (118.09, 24.48),
        (118.68, 24.87),
        (117.65, 24.51),
        (117.02, 25.08),
        (119.01, 25.45),
    ];
    let mut places = Vec::new();
    for (lon, lat) in cities {
        let url = format!("{base}/api/v1/jobs/nearby?lon={lon}&lat={lat}&radius_m=50000&limit=100");
        let found: Value = ureq::get(&url).call().unwrap().body_mut().read_json().unwrap();
        for job in found["items"].as_array().unwrap() {
            let n = places.len() as f64;
            let (lon, lat) = (job["lon"].as_f64().unwrap(), job["lat"].as_f64().unwrap());
            let place = format!("{:.4},{:.4}", lon + (n % 7.0 - 3.0) * 0.001, lat + (n % 5.0 - 2.0) * 0.001);
            // Some metres further may be the open sea, which no reader stands in.
            if ureq::get(api(base, &place, 0).0).call().is_ok() {
                places.push(place);
            }
        }
    }
    places
}

fn ask(base: &str, places: &[String], path: Path, clients: u64, span: Duration) -> (Vec<Duration>, u64) {
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|client| {
                scope.spawn(move || {
                    let agent = ureq::Agent::new_with_defaults();
                    let (mut took, mut bytes, started) = (Vec::new(), 0, Instant::now());
                    let mut n = client * 7919;
                    while started.elapsed() < span {
                        let (url, cookie) = path(base, &places[(n * 31) as usize % places.len()], n);
                        let asked = Instant::now();
                        let mut answer = agent.get(&url).header("cookie", &cookie).call().unwrap();
                        bytes += answer.body_mut().read_to_vec().unwrap().len() as u64;
                        took.push(asked.elapsed());
                        n += 1;
                    }
                    (took, bytes)
                })
            })
            .collect();
        let all: Vec<_> = clients.into_iter().map(|client| client.join().unwrap()).collect();
        (all.iter().flat_map(|(took, _)| took.clone()).collect(), all.iter().map(|(_, bytes)| bytes).sum())
    })
}
