//! Erasing one person, seen from outside: a node is asked for every output by everybody there is, before and after, and
//! the database, its copy, the log and the commands' words are searched for every word of theirs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{
    Node, each_site,
    people::{agent, api, newcomer, official, sign_in, store},
    run,
    sweep::{Everyone, database, file_holds, files, found},
};
use features::{accounts, codes, ledgers, looks};
use kernel::{Actor, Grant, IdNumber, Role};
use serde_json::{Value, json};
use store::Store;

const PHONE: &str = "13987650417";
const NAME: &str = "钟离桂沅";
const HOME: [f64; 2] = [119.301_777, 26.081_333];
/// Words that nobody else uses, each in a field of its own.
const WORDS: [&str; 13] = [
    "雕漆修琴",
    "桂沅里九弄",
    "钟离府",
    "桂沅坊三号",
    "看护钟离太",
    "敲三下门环",
    "东厢房钟点",
    "桂沅的手机",
    "门上贴着收押金",
    "那张纸是前一家贴的",
    "左耳背要大声说",
    "弄口榕树下见的面",
    "桂沅本人来改电话",
];
const BOSS: &str = "13800000002";
const NEIGHBOUR: &str = "13800000001";

/// Everything of the person that could stand anywhere.
fn traces() -> Vec<String> {
    let number = IdNumber::with_check("35010219910317042").unwrap();
    let own = [NAME, PHONE, "139 **** 0417", number.as_str(), "119.301777", "26.081333"];
    own.iter().chain(&WORDS).map(ToString::to_string).collect()
}

/// What was made for the person, by id.
struct Made {
    worker: String,
    household: String,
    /// One of the household's that somebody was hired for, and one that is open.
    jobs: [String; 2],
    /// The shop's job that they were hired for, and one that they only asked for.
    asked: [String; 2],
    applications: Vec<String>,
    /// What somebody else asks of the shop.
    other: String,
}

fn job(title: &str, [description, address]: [&str; 2], place: [f64; 2], slots: u32) -> Value {
    json!({ "submit": true, "job": {
        "kind": "gig", "title": title, "occupation": "4-10-01-06", "description": description, "openings": 2,
        "pay": { "unit": "hour", "fen": 3000 }, "settlement": "daily", "slots": slots,
        "place": { "lon": place[0], "lat": place[1] }, "address": address,
    } })
}

/// The person registers, asks for work and is hired, keeps a household, and hires somebody.
fn live(all: &Everyone, shop: &str) -> Made {
    let number = IdNumber::with_check("35010219910317042").unwrap();
    let me = json!({
        "name": NAME, "kind": "gig", "id_number": number.as_str(), "region": "350102000000",
        "home": { "lon": HOME[0], "lat": HOME[1] }, "occupations": ["4-03-02-05"], "availability": 2_097_151,
        "reach_m": 5000, "pay": { "unit": "day", "fen": 20_000 }, "skills": [WORDS[0]], "about": WORDS[1],
        "has": ["health_certificate"], "findable": true,
    });
    all.ask("person", "PUT", "/api/v1/worker", &me);
    let worker = all.ask("person", "GET", "/api/v1/me", &Value::Null)["worker_id"].clone();
    let home =
        json!({ "kind": "household", "name": WORDS[2], "region": "350102000000", "address": WORDS[3] });
    let household = all.ask("person", "POST", "/api/v1/employers", &home)["id"].as_str().unwrap().to_owned();
    // A paper with the number, a suspension in words, and an objection to it in words.
    let papers = [("kind", "person_identity"), ("number", number.as_str())];
    all.send("/employer/papers", &papers, Some(b""));
    let word = json!({ "verdict": "suspended", "why": "other", "reason": WORDS[8] });
    all.ask("official", "POST", &format!("/api/v1/employers/{household}/verification"), &word);
    all.send("/employer/appeal", &[("appeal", &format!("{}，和我家没有关系", WORDS[9]))], None);
    let word = json!({ "verdict": "verified", "reason": "seen" });
    all.ask("official", "POST", &format!("/api/v1/employers/{household}/verification"), &word);
    let post = |who: &str, employer: &str, job: Value| {
        let made = all.ask(who, "POST", &format!("/api/v1/employers/{employer}/jobs"), &job);
        made["id"].as_str().unwrap().to_owned()
    };
    let own = [WORDS[5], WORDS[3]];
    let jobs = [(WORDS[4], 1), (WORDS[6], 2)]
        .map(|(title, slots)| post("person", &household, job(title, own, HOME, slots)));
    let asked = [4, 8].map(|slots| post("boss", shop, job("洗碗", ["洗碗", "东街"], [119.3, 26.08], slots)));
    let apply = |who: &str, job: &str| {
        let made = all.ask(who, "POST", &format!("/api/v1/jobs/{job}/applications"), &Value::Null);
        made["id"].as_str().unwrap().to_owned()
    };
    let hire = |employer: &str, who: &str, id: &str| {
        all.ask(employer, "POST", &format!("/api/v1/applications/{id}/offer"), &Value::Null);
        all.ask(who, "POST", &format!("/api/v1/applications/{id}/accept"), &Value::Null);
    };
    let mut applications = Vec::new();
    for (job, who, employer) in [(&jobs[0], "newcomer", "person"), (&asked[0], "person", "boss")] {
        let id = apply(who, job);
        hire(employer, who, &id);
        applications.push(id);
    }
    applications.extend([apply("newcomer", &jobs[1]), apply("person", &asked[1])]);
    let other = apply("newcomer", &asked[1]);
    Made { worker: worker.as_str().unwrap().to_owned(), household, jobs, asked, applications, other }
}

/// Their phone is certified and its code used, and they are given a card; its number.
async fn carry(watching: &Store, token: &str, worker: &str) -> String {
    let me = accounts::actor_of(watching, token).await.unwrap().unwrap();
    let worker = worker.parse().unwrap();
    let secret = ::codes::Secret::read(&[42; 32]).unwrap();
    let challenge = &codes::challenge(watching, &me.actor, worker).await.unwrap();
    let (key, signature) = (secret.public(), ::codes::prove(&secret, challenge).bytes());
    let proof = codes::Proof { public_key: key.bytes(), challenge, signature: &signature, device: WORDS[7] };
    let made = codes::certify(watching, &me.actor, worker, proof).await.unwrap();
    let certificate = ::codes::Certificate::read(&made.certificate.try_into().unwrap()).unwrap();
    let text = codes::Code::sign(certificate, ::codes::step_of(watching.now()), &secret).text();
    let region = "350102000000".parse().unwrap();
    let grant = Grant::new(Role::Staff, region, None).unwrap();
    let clerk = Actor::signed_in(me.account, None, vec![grant]);
    let place = codes::Place { surface: codes::Surface::Counter, region, name: "驿站".into() };
    let reading = codes::Reading { text: &text, key: "an-arrival", read_at: None, place: &place };
    codes::arrive(watching, &clerk, &reading).await.unwrap();
    let fact = ledgers::NewFact {
        kind: ledger::Kind::Disability,
        value: "3".into(),
        from: "2020-01-01".parse().unwrap(),
        to: None,
        source: ledgers::FactSource::Paper,
        note: WORDS[10].into(),
        corrects: None,
        void: false,
    };
    ledgers::record(watching, &clerk, worker, fact).await.unwrap();
    let contact = ledgers::NewContact { how: ledgers::ContactHow::Visit, note: WORDS[11].into() };
    ledgers::keep_contact(watching, &clerk, worker, contact).await.unwrap();
    let official =
        Actor::signed_in(me.account, None, vec![Grant::new(Role::Official, region, None).unwrap()]);
    looks::look(watching, &official, worker, looks::Duty::Service, WORDS[12]).await.unwrap();
    let card = codes::CardId::from_uuid(watching.scribe().uuid());
    codes::issue_card(watching, &clerk, worker, card, "402913").await.unwrap().number
}

/// Every address that says something of anybody.
fn addresses(made: &Made, shop: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/?r=walk",
        "/?q=看护",
        "/?q=钟离",
        "/me",
        "/me/code",
        "/me/code/state",
        "/me/resume",
        "/me/privacy",
        "/me/privacy/copy.json",
        "/gov/looks",
        "/me/register",
        "/messages",
        "/inbox",
        "/employer",
        "/employer/new",
        "/employer/about",
        "/employer/papers",
        "/gov/appeals",
        "/gov",
        "/gov/crew",
        "/station",
        "/station/today.json",
        "/gov/jobs",
        "/gov/jobs.csv",
        "/gov/people",
        "/gov/people.csv",
        "/gov/twins",
        "/gov/ledgers",
        "/gov/ledgers?region=350102000000",
        "/gov/ledgers/disabled",
        "/gov/ledgers/disabled?state=out",
        "/gov/employers",
        "/gov/employers.csv",
        "/gov/review",
        "/gov/journal",
        "/gov/journal.csv",
        "/healthz",
        "/api/v1/me",
        "/api/v1/notices",
        "/api/v1/worker",
        "/api/v1/worker/applications",
        "/api/v1/worker/resume",
    ]
    .map(str::to_owned)
    .to_vec();
    let near = format!("/api/v1/jobs/nearby?lon={}&lat={}&radius_m=3000&limit=100", HOME[0], HOME[1]);
    paths.push(near);
    for kind in ["employers", "jobs", "journal", "people"] {
        paths.push(format!("/api/v1/regions/350102000000/{kind}?limit=100"));
    }
    paths.extend([format!("/api/v1/workers/{}", made.worker), format!("/gov/people/{}", made.worker)]);
    paths.push(format!("/gov/people/{}/portrait", made.worker));
    paths.push(format!("/gov/employers/{}", made.household));
    for employer in [&made.household, shop] {
        paths.extend([format!("/api/v1/employers/{employer}"), format!("/api/v1/employers/{employer}/jobs")]);
    }
    for id in made.jobs.iter().chain(&made.asked) {
        let each = ["/jobs/", "/api/v1/jobs/", "/employer/jobs/"].map(|before| format!("{before}{id}"));
        paths.extend(each);
        paths.extend(["candidates", "history"].map(|what| format!("/api/v1/jobs/{id}/{what}")));
        paths.extend(["history", "edit", "people"].map(|what| format!("/employer/jobs/{id}/{what}")));
    }
    for id in made.applications.iter().chain([&made.other]) {
        paths.extend([format!("/applications/{id}"), format!("/api/v1/applications/{id}")]);
    }
    paths
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_an_erased_person_comes_out_anywhere() {
    each_site(async |site| {
        let node = Node::start(site, "demo", &["--small"]).ready();
        let (agent, watching) = (agent(), store(site).await);
        let mut tokens = vec![("visitor", String::new())];
        for (who, phone) in [("person", PHONE), ("boss", BOSS), ("neighbour", NEIGHBOUR)] {
            tokens.push((who, sign_in(&watching, &agent, &node.base, phone).await));
        }
        tokens.push(("newcomer", newcomer(&watching, &agent, &node.base, 1).await));
        for login in ["official", "province"] {
            tokens.push((login, official(&agent, &node.base, login)));
        }
        let all = Everyone { agent, base: node.base.clone(), tokens, place: HOME };
        let me = all.ask("boss", "GET", "/api/v1/me", &Value::Null);
        let shop = me["grants"][0]["employer_id"].as_str().unwrap().to_owned();
        let made = live(&all, &shop);
        let card = carry(&watching, all.token("person"), &made.worker).await;
        assert!(!database(site, &card).await.is_empty());
        // A code that nobody used waits in the inbox.
        let again = json!({ "phone": PHONE });
        let _ = api(&all.agent, &all.base, "", "POST", "/api/v1/session/code", &again).unwrap();
        watching.drain(&[]).await.unwrap();

        let paths = addresses(&made, &shop);
        let before = all.outputs(&paths);
        // The identity number is kept and never shown, so the outputs cannot be seen to hold it.
        let number = IdNumber::with_check("35010219910317042").unwrap();
        for trace in traces().iter().filter(|trace| *trace != number.as_str()) {
            assert!(!found(&before, trace).is_empty(), "{trace} is nowhere: the search would prove nothing");
        }
        assert!(!database(site, WORDS[4]).await.is_empty());
        let others = |outputs: &[(String, String)]| {
            let own = [
                "neighbour zh /api/v1/worker 200".to_owned(),
                "neighbour zh /api/v1/worker/resume 200".to_owned(),
                format!("newcomer zh /api/v1/applications/{} 200", made.other),
            ];
            outputs.iter().filter(|(place, _)| own.contains(place)).cloned().collect::<Vec<_>>()
        };
        let (position, digest) = watching.digest().await.unwrap();

        all.ask("person", "DELETE", &format!("/api/v1/workers/{}?reason=request", made.worker), &Value::Null);
        watching.drain(&[]).await.unwrap();

        // The live index follows the journal.
        std::thread::sleep(std::time::Duration::from_millis(500));
        let after = all.outputs(&paths);
        assert_eq!(before.len(), after.len());
        for trace in traces() {
            assert_eq!(found(&after, &trace), Vec::<&str>::new(), "{trace}");
        }
        assert_eq!(others(&before).len(), 3);
        assert_eq!(others(&before), others(&after));
        assert_eq!(watching.digest_to(position).await.unwrap(), (position, digest.clone()));
        drop(watching);
        node.kill();

        let copied = site.folder.path().join("copied");
        std::fs::create_dir(&copied).unwrap();
        let from =
            site.url.clone().unwrap_or(format!("sqlite:{}", site.data().join("banyan.sqlite").display()));
        let to = format!("sqlite:{}", copied.join("copy.sqlite").display());
        let data = site.data().display().to_string();
        let said = [
            site.run("patrol", &[]),
            site.run("doctor", &["--lang", "en"]),
            run(&["copy", "--from", &from, "--to", &to, "--data", &data], &[]),
        ];
        assert!(said.iter().all(|(fine, _)| *fine), "{said:?}");
        let log = std::fs::read_to_string(site.folder.path().join("node.log")).unwrap();
        for trace in traces().into_iter().chain([card]) {
            assert!(!log.contains(&trace), "{trace} in the log");
            assert!(said.iter().all(|(_, said)| !said.contains(&trace)), "{trace} in {said:?}");
            assert_eq!(database(site, &trace).await, Vec::<String>::new(), "{trace}");
            assert!(
                files(&copied).iter().all(|(_, bytes)| !file_holds(bytes, &trace)),
                "{trace} in the copy"
            );
        }
    })
    .await;
}
