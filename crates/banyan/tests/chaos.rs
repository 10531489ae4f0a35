//! Nodes killed at random moments while people apply: what was acknowledged is there, once, in order. `BANYAN_CHAOS_KILLS`
//! says how often (50). On PostgreSQL two nodes share the work, and one kill in four is of the one that holds a lease.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    collections::{BTreeMap, HashMap},
    io::Write as _,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common::{
    Node, Site, each_site,
    people::{agent, api, newcomer, store},
};
use serde_json::{Value, json};
use store::{Entropy, args};

const WORKERS: usize = 24;
const CLIENTS: usize = 6;
const DUTIES: &str = "select holder from lease where name = 'positions'";
// The cursor called positions counts sequence numbers, and says only how far back the next node has to look.
const BEHIND: &str = "select (select count(*) from cursor where follower <> 'positions' \
    and position < (select max(position) from position)) \
    + (select count(*) from entry where seq not in (select seq from position))";

/// The nodes' addresses, as they are now.
type Nodes = Arc<Mutex<Vec<Option<String>>>>;

struct Load {
    nodes: Nodes,
    jobs: Arc<Vec<String>>,
    over: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
}

impl Load {
    /// One client with several workers: they apply for everything, withdraw, and begin again. What was acknowledged, in
    /// the order of the answers.
    fn run(&self, tokens: &[String], client: usize) -> Vec<(String, String)> {
        let agent = agent();
        let mut acknowledged = Vec::new();
        let mut turn = client;
        loop {
            let mut held = Vec::new();
            for (job, token) in self.jobs.iter().flat_map(|job| tokens.iter().map(move |token| (job, token)))
            {
                let path = format!("/api/v1/jobs/{job}/applications");
                let Some(answer) = self.ask(&agent, &mut turn, token, &path) else { return acknowledged };
                // A job that fills or begins while we run is no fault.
                let Ok(application) = answer else { continue };
                assert_eq!(application["job_id"], json!(job));
                let id = application["id"].as_str().unwrap().to_owned();
                acknowledged.push((token.clone(), id.clone()));
                held.push((token, id));
            }
            for (token, id) in held {
                let path = format!("/api/v1/applications/{id}/withdraw");
                if self.ask(&agent, &mut turn, token, &path).is_none() {
                    return acknowledged;
                }
            }
        }
    }

    /// Asks one node after the other until one answers: what it did, or that it may not be. None when the test is over.
    fn ask(
        &self,
        agent: &ureq::Agent,
        turn: &mut usize,
        token: &str,
        path: &str,
    ) -> Option<Result<Value, Value>> {
        while !self.over.load(Ordering::Relaxed) {
            *turn += 1;
            let base = {
                let nodes = self.nodes.lock().unwrap();
                nodes[*turn % nodes.len()].clone()
            };
            match base.and_then(|base| api(agent, &base, token, "POST", path, &Value::Null)) {
                Some((200 | 201, body)) => {
                    self.answered.fetch_add(1, Ordering::Relaxed);
                    return Some(Ok(body));
                }
                Some((409 | 422, body)) => return Some(Err(body)),
                Some((503, _)) | None => std::thread::sleep(Duration::from_millis(5)),
                Some((status, body)) => panic!("{path}: {status} {body}"),
            }
        }
        None
    }
}

/// The jobs of the sample, from the public interface.
fn jobs(agent: &ureq::Agent, base: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/jobs/nearby?lon=119.30&lat=26.08&radius_m=50000&limit=50{after}");
        let (status, body) = api(agent, base, "", "GET", &path, &Value::Null).unwrap();
        assert_eq!(status, 200, "{body}");
        found.extend(body["items"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_owned()));
        match body["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

async fn killed(site: &Site, kills: usize) {
    let count = if site.url.is_some() { 2 } else { 1 };
    let mut nodes: Vec<Option<Node>> = Vec::new();
    for _ in 0..count {
        nodes.push(Some(Node::start(site, "demo", &["--small"]).ready()));
    }
    let bases: Nodes =
        Arc::new(Mutex::new(nodes.iter().map(|n| n.as_ref().map(|n| n.base.clone())).collect()));
    let base = nodes[0].as_ref().unwrap().base.clone();
    let http = agent();
    let watching = store(site).await;
    let mut tokens = Vec::new();
    for n in 0..WORKERS {
        tokens.push(newcomer(&watching, &http, &base, n).await);
    }
    let jobs = Arc::new(jobs(&http, &base));
    assert!(jobs.len() > 20, "{} jobs", jobs.len());
    let entropy = Entropy::system();
    let random = |below: u64| u64::from_le_bytes(entropy.bytes()) % below;

    let over = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = tokens
        .chunks(WORKERS / CLIENTS)
        .enumerate()
        .map(|(client, mine)| {
            let load = Load {
                nodes: bases.clone(),
                jobs: jobs.clone(),
                over: over.clone(),
                answered: answered.clone(),
            };
            let mine = mine.to_vec();
            std::thread::spawn(move || load.run(&mine, client))
        })
        .collect();

    let (mut of_holder, mut under_load) = (0, 0);
    let started = Instant::now();
    for kill in 0..kills {
        let before = answered.load(Ordering::Relaxed);
        let wait = Instant::now();
        while answered.load(Ordering::Relaxed) < before + 3 && wait.elapsed() < Duration::from_secs(10) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        tokio::time::sleep(Duration::from_millis(random(150))).await;
        under_load += usize::from(answered.load(Ordering::Relaxed) >= before + 3);
        let ids: Vec<String> = nodes.iter().flatten().map(|n| format!("{}-", n.id())).collect();
        let mut holder = watching.maybe::<String>(DUTIES, args![]).await.unwrap();
        // The lease of a holder that was killed runs out after some seconds; then the other node has it, and dies too.
        while count > 1 && kill % 4 == 3 && !ids.iter().any(|id| holder.iter().any(|h| h.starts_with(id))) {
            assert!(wait.elapsed() < Duration::from_secs(20), "nobody takes the lease");
            tokio::time::sleep(Duration::from_millis(20)).await;
            holder = watching.maybe::<String>(DUTIES, args![]).await.unwrap();
        }
        let holds = |node: &Option<Node>| {
            let id = node.as_ref().map(|n| format!("{}-", n.id()));
            holder.as_ref().zip(id).is_some_and(|(holder, id)| holder.starts_with(&id))
        };
        let target = match nodes.iter().position(holds) {
            Some(holding) if kill % 4 == 3 => holding,
            _ => usize::try_from(random(count as u64)).unwrap(),
        };
        of_holder += usize::from(holds(&nodes[target]));
        nodes[target].take().unwrap().kill();
        bases.lock().unwrap()[target] = None;
        let again = Node::start(site, "demo", &["--small"]).ready();
        bases.lock().unwrap()[target] = Some(again.base.clone());
        nodes[target] = Some(again);
    }
    let took = started.elapsed();
    over.store(true, Ordering::Relaxed);
    let acknowledged: Vec<Vec<(String, String)>> = clients.into_iter().map(|c| c.join().unwrap()).collect();

    // The followers come to the head by themselves; the lease of one that was killed runs out first.
    let waiting = Instant::now();
    while watching.one::<i64>(BEHIND, args![]).await.unwrap() > 0 {
        assert!(waiting.elapsed() < Duration::from_secs(20), "a follower stays behind");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (calm, said) = site.run("patrol", &[]);
    assert!(calm && said.is_empty(), "{said}");
    drop(nodes);

    let mut places: HashMap<String, i64> = HashMap::new();
    let (mut position, mut applied) = (0, 0);
    loop {
        let batch = watching.entries_after(position, 1000).await.unwrap();
        if batch.is_empty() {
            break;
        }
        for record in batch {
            assert_eq!(record.position, position + 1, "positions are dense");
            position = record.position;
            if record.name == "application.apply" {
                let body = record.parts[0].body.as_ref().unwrap();
                let id = body["application"].as_str().unwrap().to_owned();
                assert!(places.insert(id, position).is_none(), "one application is one entry");
                applied += 1;
            }
        }
    }
    assert_eq!(watching.head().await.unwrap(), position);
    let entries = watching.one::<i64>("select count(*) from entry", args![]).await.unwrap();
    assert_eq!(entries, position, "every entry has its place");
    let rows = watching.one::<i64>("select count(*) from application", args![]).await.unwrap();
    assert_eq!(rows, applied, "as many applications as entries");
    let twice = "select count(*) from (select worker_id, job_id from application \
        where state in ('applied', 'shortlisted', 'offered', 'accepted') \
        group by worker_id, job_id having count(*) > 1) as twice";
    assert_eq!(watching.one::<i64>(twice, args![]).await.unwrap(), 0, "nobody applied twice");
    let mut total = 0;
    for (client, list) in acknowledged.iter().enumerate() {
        let mut last: BTreeMap<&str, i64> = BTreeMap::new();
        for (token, id) in list {
            let place = *places.get(id).unwrap_or_else(|| panic!("client {client}: {id} was acknowledged"));
            let before = last.insert(token, place).unwrap_or(0);
            assert!(before < place, "what was answered first stands first");
            let kept = "select count(*) from application where id = $1";
            assert_eq!(watching.one::<i64>(kept, args![id.clone()]).await.unwrap(), 1);
            total += 1;
        }
    }
    assert!(under_load * 10 >= kills * 9, "{under_load} of {kills} kills were under load");
    if count > 1 {
        assert!(of_holder >= kills / 4, "{of_holder} of {kills} kills were of the one that held the lease");
    }
    watching.close().await;
    let engine = if count > 1 { "PostgreSQL, two nodes" } else { "SQLite" };
    let _ = writeln!(
        std::io::stderr(),
        "{engine}: {kills} kills in {took:?} ({under_load} under load, {of_holder} of the lease's holder), {total} \
         applications acknowledged, all there; positions 1 to {position}",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_or_doubled() {
    let kills = std::env::var("BANYAN_CHAOS_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(50);
    each_site(async |site| killed(site, kills).await).await;
}
