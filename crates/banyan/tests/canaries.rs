//! Canaries: words that only one person has are lived through a node that says all it can say, and are then searched for
//! in its log, in what its commands say and in every address there is, asked by everybody there is. Whoever may see a
//! canary must be seen to see it, so that the search is known to find what is there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{
    Node, each_site,
    people::{agent, api, newcomer, official, sign_in, store},
    sweep::{Everyone, found},
};
use features::{accounts, offices};
use kernel::{IdNumber, Micros, Role};
use serde_json::{Value, json};

const PHONE: &str = "13977615283";
const NAME: &str = "淳于槿棠";
const HOME: [f64; 2] = [119.307_913, 26.079_137];
const HOUSEHOLD: &str = "宰父家院";
const DOOR: &str = "槿棠弄七号";
const ABOUT: &str = "修过二十年老钟表";
const CLERK: &str = "呼延棣棠";
const WHY: &str = "槿棠来问低保的事";
const SECRET: &str = "canary-lǜ-7731-secret";
const KITCHEN: &str = "13800000002";
const MARKET: &str = "13800000003";
const NEIGHBOUR: &str = "13800000001";

fn number() -> IdNumber {
    IdNumber::with_check("35010219881123062").unwrap()
}

/// Who may see something, and does.
struct Canary {
    word: String,
    seen_by: &'static [&'static str],
}

fn canaries() -> Vec<Canary> {
    let canary = |word: &str, seen_by| Canary { word: word.to_owned(), seen_by };
    vec![
        canary(NAME, &["person", "kitchen", "county"]),
        canary(PHONE, &["person", "kitchen", "county"]),
        canary(number().as_str(), &["person", "county"]),
        canary("119.307913", &["person"]),
        canary("26.079137", &["person"]),
        // Whoever they applied to reads what they say of themselves in the résumé, and not who says it.
        canary(ABOUT, &["person", "kitchen", "market", "county"]),
        canary(HOUSEHOLD, &["person"]),
        canary(DOOR, &["person", "official", "county", "province"]),
        canary(CLERK, &["official", "county", "province", "auditor"]),
        canary(WHY, &["person", "official", "county", "province", "auditor"]),
        canary(SECRET, &[]),
    ]
}

/// A word as it may stand in a log: plain, as an address writes it, and as bytes are written.
fn written(word: &str) -> Vec<String> {
    let each = |how: fn(u8) -> String| word.bytes().map(how).collect::<String>();
    let escaped =
        |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("\\x{byte:02x}") };
    let coded = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    let mut all = vec![word.to_owned(), each(escaped), each(coded), each(|byte| format!("{byte:02x}"))];
    all.dedup();
    all
}

fn holds(text: &str, word: &str) -> bool {
    written(word).iter().any(|way| text.contains(way))
}

/// Every address that is read, with each of the things in it.
fn addresses(ids: &[String]) -> Vec<String> {
    let mut paths = Vec::new();
    for route in web::all_routes().filter(|route| route.method == "get") {
        let path = route.path;
        if path.starts_with("/static/") || path == "/events" {
            continue;
        }
        let path =
            path.replace("{code}", if path.contains("occupations") { "4-03-02-05" } else { "350102000000" });
        if path.contains('{') {
            let first = path.find('{').unwrap();
            let (before, rest) = path.split_at(first);
            let after = rest.split_once('}').unwrap().1.to_owned();
            for id in ids {
                // A second thing in the same address: any of them, as nothing is where it does not belong.
                let filled = format!("{before}{id}{after}");
                let filled = match filled.split_once('{') {
                    Some((head, tail)) => format!("{head}{}{}", ids[0], tail.split_once('}').unwrap().1),
                    None => filled,
                };
                paths.push(filled);
            }
        } else {
            paths.push(path.clone());
            if path.starts_with("/gov/") {
                paths.push(format!("{path}?region=350102000000"));
            }
        }
    }
    for kind in ["employers", "jobs", "journal", "people"] {
        paths.push(format!("/api/v1/regions/350102000000/{kind}?limit=100"));
    }
    let [lon, lat] = HOME;
    paths.push(format!("/api/v1/jobs/nearby?lon={lon:.2}&lat={lat:.2}&radius_m=30000&limit=100"));
    paths.push("/?r=far".into());
    paths
}

/// What was made, by id.
struct Made {
    ids: Vec<String>,
}

fn job(title: &str, slots: u32, place: [f64; 2], address: &str) -> Value {
    json!({ "submit": true, "job": {
        "kind": "gig", "title": title, "occupation": "4-10-01-06", "description": "洗菜", "openings": 2,
        "pay": { "unit": "hour", "fen": 3000 }, "settlement": "daily", "slots": slots,
        "place": { "lon": place[0], "lat": place[1] }, "address": address,
    } })
}

/// The person registers, is hired by the kitchen, asks at the market, and keeps a household with a job.
fn live(all: &Everyone) -> Made {
    let me = json!({
        "name": NAME, "kind": "gig", "id_number": number().as_str(), "region": "350102000000",
        "home": { "lon": HOME[0], "lat": HOME[1] }, "occupations": ["4-03-02-05"], "availability": 2_097_151,
        "reach_m": 5000, "pay": { "unit": "day", "fen": 20_000 }, "skills": ["钟表"], "about": ABOUT,
        "has": [], "findable": true,
    });
    all.ask("person", "PUT", "/api/v1/worker", &me);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let worker = text(&all.ask("person", "GET", "/api/v1/me", &Value::Null)["worker_id"]);
    let home = json!({ "kind": "household", "name": HOUSEHOLD, "region": "350102000000", "address": DOOR });
    let household = text(&all.ask("person", "POST", "/api/v1/employers", &home)["id"]);
    let word = json!({ "verdict": "verified", "reason": "seen" });
    all.ask("official", "POST", &format!("/api/v1/employers/{household}/verification"), &word);
    let post = |who: &str, employer: &str, job: Value| {
        text(&all.ask(who, "POST", &format!("/api/v1/employers/{employer}/jobs"), &job)["id"])
    };
    let own = post("person", &household, job("看护老人", 1, HOME, DOOR));
    let mut ids = vec![worker, household, own];
    for (who, slots) in [("kitchen", 4), ("market", 8)] {
        let me = all.ask(who, "GET", "/api/v1/me", &Value::Null);
        let shop = text(&me["grants"][0]["employer_id"]);
        let job = post(who, &shop, job("洗碗", slots, [119.3, 26.08], "东街"));
        let asked =
            text(&all.ask("person", "POST", &format!("/api/v1/jobs/{job}/applications"), &Value::Null)["id"]);
        if who == "kitchen" {
            all.ask(who, "POST", &format!("/api/v1/applications/{asked}/offer"), &Value::Null);
            all.ask("person", "POST", &format!("/api/v1/applications/{asked}/accept"), &Value::Null);
        }
        ids.extend([shop, job, asked]);
    }
    Made { ids }
}

/// The county's official says what they need the person's record for, and has it in clear for ten minutes.
fn look(all: &Everyone, worker: &str) {
    let (path, cookies) =
        (format!("{}/gov/people/{worker}", all.base), format!("sid={}", all.token("county")));
    let mut page = all.agent.get(&path).header("cookie", &cookies).call().unwrap();
    let page = page.body_mut().read_to_string().unwrap();
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let post = all.agent.post(format!("{path}/look")).header("cookie", &cookies).config().max_redirects(0);
    let form = [("csrf", csrf), ("duty", "service"), ("words", WHY)];
    let answer = post.max_redirects_will_error(false).build().send_form(form).unwrap();
    assert!(answer.status().is_redirection(), "{}", answer.status());
}

/// What goes wrong goes wrong with canaries in hand: doubled, misspelt, at the wrong place, by the wrong person.
fn stumble(all: &Everyone, made: &Made) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut fail = |who: &str, method: &str, path: &str, body: &Value| {
        let (status, answer) = api(&all.agent, &all.base, all.token(who), method, path, body).unwrap();
        assert!(status >= 400, "{who} {method} {path}: {status} {answer}");
        said.push((format!("{who} {method} {path} {status}"), answer.to_string()));
    };
    let worker = |name: &str, number: &str| {
        json!({
            "name": name, "kind": "gig", "id_number": number, "region": "350102000000",
            "occupations": ["4-03-02-05"], "availability": 2_097_151, "reach_m": 5000,
            "pay": { "unit": "day", "fen": 20_000 },
        })
    };
    let number = number();
    // The number is known: it is kept, though nobody is shown it.
    fail("newcomer", "PUT", "/api/v1/worker", &worker("陈阿土", number.as_str()));
    fail("newcomer", "PUT", "/api/v1/worker", &worker(&NAME.repeat(30), number.as_str()));
    fail("newcomer", "PUT", "/api/v1/worker", &json!({ "name": NAME, "phone": PHONE }));
    fail("newcomer", "PUT", "/api/v1/worker", &json!({ "name": [NAME], "number": number.as_str() }));
    fail("visitor", "POST", "/api/v1/session", &json!({ "phone": PHONE, "code": "000000" }));
    fail("visitor", "POST", "/api/v1/session/code", &json!({ "phone": format!("{PHONE}{PHONE}") }));
    fail("visitor", "POST", "/api/v1/session/staff", &json!({ "login": "official", "password": SECRET }));
    for id in &made.ids {
        fail("neighbour", "DELETE", &format!("/api/v1/workers/{id}?reason=request"), &Value::Null);
        fail("operator", "POST", &format!("/api/v1/applications/{id}/offer"), &json!({ "note": NAME }));
    }
    for words in [NAME, PHONE, number.as_str(), SECRET] {
        let coded: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in ["/", "/gov/people", "/nowhere", "/inbox"] {
            let name = if path == "/inbox" { "phone" } else { "q" };
            let url = format!("{}{path}?{name}={coded}", all.base);
            let cookies = format!("sid={}", all.token("official"));
            let _ = all.agent.get(&url).header("cookie", cookies).call().unwrap();
        }
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn no_canary_is_where_it_should_not_be_and_each_is_where_it_should() {
    each_site(async |site| {
        // All that it can say.
        let node = Node::logging(site, "demo", "127.0.0.1:0", &["--small"], Some("trace")).ready();
        let (agent, watching) = (agent(), store(site).await);
        let mut tokens = vec![("visitor", String::new())];
        for (who, phone) in
            [("person", PHONE), ("kitchen", KITCHEN), ("market", MARKET), ("neighbour", NEIGHBOUR)]
        {
            tokens.push((who, sign_in(&watching, &agent, &node.base, phone).await));
        }
        tokens.push(("newcomer", newcomer(&watching, &agent, &node.base, 2).await));
        const OFFICES: [&str; 9] = [
            "official",
            "county",
            "province",
            "station",
            "finance",
            "auditor",
            "counsellor",
            "provider",
            "operator",
        ];
        for login in OFFICES {
            tokens.push((login, official(&agent, &node.base, login)));
        }
        let all = Everyone { agent, base: node.base.clone(), tokens, place: [119.3, 26.08] };
        let made = live(&all);
        let chief = accounts::actor_of(&watching, all.token("official")).await.unwrap().unwrap();
        let giving = offices::Giving {
            login: "canary.clerk".into(),
            name: Some(CLERK.parse().unwrap()),
            role: Role::Staff,
            region: "350102000000".parse().unwrap(),
            until: watching.now() + 30 * Micros::DAY,
            reason: "canary".into(),
        };
        offices::give(&watching, &chief.actor, giving).await.unwrap();
        look(&all, &made.ids[0]);
        let said = stumble(&all, &made);
        watching.drain(&[]).await.unwrap();
        std::thread::sleep(std::time::Duration::from_millis(500));

        let outputs = all.outputs_in(&addresses(&made.ids), &["zh"]);
        assert!(outputs.len() > 2000, "{}", outputs.len());
        drop(watching);
        let commands = [site.run("patrol", &[]), site.run("doctor", &["--lang", "en"])];
        assert!(commands.iter().all(|(fine, _)| *fine), "{commands:?}");
        node.kill();
        let log = std::fs::read_to_string(site.folder.path().join("node.log")).unwrap();
        // The log is that of a node that said everything.
        for sign in ["TRACE", "DEBUG", "select", "ready"] {
            assert!(log.contains(sign), "the log says no {sign}");
        }

        let mut problems = Vec::new();
        for Canary { word, seen_by } in canaries() {
            let line = log.lines().find(|line| holds(line, &word));
            assert!(line.is_none(), "{word} in the log: {line:?}");
            assert!(commands.iter().all(|(_, said)| !holds(said, &word)), "{word} in {commands:?}");
            for (place, text) in &said {
                assert!(!holds(text, &word), "{word} in the error of {place}: {text}");
            }
            let places = found(&outputs, &word);
            let whose = |place: &str| place.split(' ').next().unwrap().to_owned();
            let strange = places.iter().filter(|place| !seen_by.contains(&whose(place).as_str()));
            problems.extend(strange.map(|place| format!("{word} at {place}")));
            let blind = seen_by.iter().filter(|who| !places.iter().any(|place| whose(place) == **who));
            problems.extend(blind.map(|who| format!("{who} does not see {word}")));
        }
        assert_eq!(problems, Vec::<String>::new());
        // What is masked is there for those whose duty it is.
        let masked = found(&outputs, "139 **** 5283");
        assert!(masked.iter().any(|place| place.starts_with("county ")), "{masked:?}");
        // And the search finds what is written in any of these ways.
        for way in written(NAME) {
            assert!(holds(&format!("{log}\n{way}"), NAME), "{way}");
        }
    })
    .await;
}
