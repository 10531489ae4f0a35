//! Every route × everybody, inside the region and outside of it: the table of who may do what, compared with what comes
//! of asking. Whoever may not is refused before anything else is looked at, and nothing is changed by the attempt.
//!
//! What differs is listed with its reason; the list may only shrink.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;
#[path = "../../features/tests/common/papers.rs"]
mod papers;
#[path = "../../features/tests/town/mod.rs"]
mod town;

mod browsing;
mod crowd;

use std::collections::BTreeSet;

use browsing::Town;
use common::each_engine;
use crowd::{Came, Crowd, Persona, Targets, allowed, gulou};
use kernel::{Operation, Rule, Scope, rule};
use web::surface::Route;

/// Method, path, who: asked for more or less than the table says, and why that is right.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    ("get", "/applications/{id}", "owner", "the employer's side of it is another page"),
    ("get", "/applications/{id}", "poster", "the employer's side of it is another page"),
    ("get", "/employer/crew", "worker", "the worker's side of it is another page"),
    ("get", "/employer/crew", "other_worker", "the worker's side of it is another page"),
    ("get", "/employer/jobs/{id}", "worker", "the worker's side of it is another page"),
    ("get", "/api/v1/jobs/{id}/candidates", "worker", "the worker's side of it is another route"),
    ("get", "/gov", "staff_in", "a station begins with its own page"),
    ("get", "/me", "visitor", "it says how to come in"),
    ("get", "/me/code", "visitor", "it says how to come in"),
    ("get", "/me/code/state", "visitor", "it says that nobody is signed in"),
    ("get", "/messages", "visitor", "it says how to come in"),
];

/// What stands in a path for the things of the place; a path that nobody has told of is told of here.
fn filled(path: &str, targets: &Targets) -> String {
    let id = |name: &str| targets.ids[name].as_str();
    let kind = match path {
        p if p.contains("/people/{worker}") || p.starts_with("/employer/jobs/") => "job",
        p if p.starts_with("/me/code/phones/") => "phone",
        p if p.starts_with("/me/consents/") => "consent",
        p if p.starts_with("/station/tickets/") => "ticket",
        p if p.starts_with("/gov/people/")
            || p.starts_with("/station/people/")
            || p.starts_with("/api/v1/workers/") =>
        {
            "worker"
        }
        p if p.starts_with("/gov/review/") || p == "/api/v1/jobs/{id}/review" => "review",
        p if p.contains("applications/{id}") => "application",
        p if p.starts_with("/jobs/") || p.starts_with("/api/v1/jobs/") => "job",
        p if p.starts_with("/employer/members/") => "member",
        p if p.starts_with("/employer/papers/") => "paper",
        p if p.starts_with("/gov/employers/") || p.starts_with("/api/v1/employers/") => "employer",
        p if p.starts_with("/gov/twins/") => "merge",
        p if p.starts_with("/gov/ledgers/") => "region",
        p if p.starts_with("/gov/roles/") && p.ends_with("/reset") => "account",
        p if p.starts_with("/gov/roles/") => "grant",
        p if p.starts_with("/gov/approvals/") => "proposal",
        p if p.contains("/sessions/") => "session",
        p if p.starts_with("/account/") => "factor",
        p if p.contains("/invitations/") => "invitation",
        p if p.contains("/regions/{code}") => "region",
        p if p.contains("/occupations/{code}") => "occupation",
        p if p.contains('{') => panic!("{p}: say here what stands for its parameters"),
        _ => "region",
    };
    let path = path
        .replace("{id}", id(kind))
        .replace("{code}", id(kind))
        .replace("{worker}", id("worker"))
        .replace("{paper}", id("paper"))
        .replace("{group}", "veterans")
        .replace("{appeal}", id("paper"))
        .replace("{member}", id("member"));
    let lists =
        ["/gov/", "/station/"].iter().any(|of| path.starts_with(of)) || path == "/gov" || path == "/station";
    if lists { format!("{path}?region={}", id("region")) } else { path }
}

/// Where what a route is about stands: any of these would do.
fn scopes(path: &str, persona: &Persona, targets: &Targets) -> Vec<Scope> {
    let (worker, employer) = (
        Scope::Worker { id: targets.worker, region: gulou() },
        Scope::Employer { id: targets.employer, region: gulou() },
    );
    let own = persona.here.as_ref().map(|here| Scope::Account(here.account));
    let me = persona.here.as_ref().and_then(|here| here.worker);
    let me = me.map(|me| Scope::Worker { id: me.id, region: me.region });
    let shops = persona.here.iter().flat_map(|here| &here.employers);
    let shops = shops.map(|id| Scope::Employer { id: *id, region: gulou() });
    let of_targets = path.contains("{id}") || path.contains("{worker}");
    match path {
        p if p.contains("/sessions/")
            || p.contains("/invitations/")
            || p.starts_with("/account/") && of_targets =>
        {
            // Somebody else's session, factor, invitation; of the session its own worker may.
            let theirs = p.contains("/sessions/") && persona.name == "worker";
            own.filter(|_| theirs).into_iter().collect()
        }
        // A counter is one of its region's, whoever it is about.
        p if p.starts_with("/station") => vec![Scope::Region(gulou())],
        p if p.starts_with("/gov/") || p == "/gov" || p.contains("/regions/{code}/") => {
            vec![Scope::Region(gulou()), worker, employer]
        }
        // A job is everybody's to apply for, each for themselves.
        p if p.ends_with("/jobs/{id}/applications") => me.into_iter().collect(),
        _ if of_targets => vec![worker, employer],
        // One's own things: whoever is nobody's employer or no worker has none.
        _ => own.into_iter().chain(me).chain(shops).chain([Scope::Public]).collect(),
    }
}

/// Everything that any form of ours asks for, filled in well enough.
const FIELDS: &[(&str, &str)] = &[
    ("reason", "request"),
    ("confirm", "yes"),
    ("note", "please say more"),
    ("phone", "13805910099"),
    ("role", "staff"),
    ("to", "350102000000"),
    ("login", "crony"),
    ("name", "周小满"),
    ("until", "2026-12-01"),
    ("code", "123456"),
    ("password", "correct horse battery"),
    ("old", "wrong horse battery"),
    ("label", "key"),
    ("agree", "yes"),
    ("v", "1"),
    ("card", "01936a00-0000-7000-8000-000000000001"),
    ("pin", "402913"),
    ("pin_again", "402913"),
    ("text", "BY1"),
    ("kind", "call"),
    ("batch", "[]"),
    ("key", "an-arrival"),
    ("what", "domestic_work.yes"),
    ("from", "2026-01-02"),
    ("source", "paper"),
    ("how", "visit"),
    ("duty", "service"),
    ("words", "asked at the counter"),
];

fn json(path: &str, method: &str) -> &'static str {
    const JOB: &str = r#"{"kind":"gig","title":"端盘子","occupation":"4-03-02-05","pay":{"unit":"hour","fen":2500},
        "settlement":"daily","place":{"lon":119.3,"lat":26.08},"address":"东街口 1 号","openings":2,"slots":2097151,
        "requirements":["no_experience"]}"#;
    match (method, path) {
        ("get" | "delete", _) => "",
        (_, p) if p.ends_with("/verification") => r#"{"verdict":"verified","reason":"seen"}"#,
        (_, p) if p.ends_with("/members/{member}") => r#"{"role":"poster"}"#,
        (_, p) if p.ends_with("/members") => r#"{"phone":"13805910099"}"#,
        (_, "/api/v1/employers") => r#"{"kind":"household","name":"陈小明","region":"350102001001"}"#,
        (_, "/api/v1/employers/{id}") => r#"{"kind":"company","name":"另一个名字","region":"350102001001"}"#,
        (_, "/api/v1/employers/{id}/jobs") => {
            Box::leak(format!(r#"{{"submit":true,"job":{JOB}}}"#).into_boxed_str())
        }
        ("put", "/api/v1/jobs/{id}") => Box::leak(format!(r#"{{"version":1,"job":{JOB}}}"#).into_boxed_str()),
        (_, p) if p.starts_with("/api/v1/invitations/") => r#"{"agree":true}"#,
        (_, p) if p.ends_with("/review") => r#"{"approve":true}"#,
        (_, p) if p.ends_with("/refuse") => r#"{"reason":"filled"}"#,
        (_, p) if p.ends_with("/decline") => r#"{"reason":"other"}"#,
        ("put", "/api/v1/worker") => {
            r#"{"name":"林秀英","kind":"gig","region":"350102001001","occupations":["4-03-02-05"],
                "availability":2097151,"reach_m":3000,"pay":{"unit":"hour","fen":2000}}"#
        }
        (_, "/api/v1/session/code") => r#"{"phone":"13805910098"}"#,
        (_, "/api/v1/session/staff") => r#"{"login":"nobody","password":"not a password"}"#,
        (_, "/api/v1/session") => r#"{"phone":"13805910097","code":"123456"}"#,
        _ => "{}",
    }
}

fn routes() -> Vec<&'static Route> {
    // The doors themselves are anybody's; what they ask is asked by other tests.
    let door = |operation| matches!(operation, Operation::SignIn | Operation::SignOut | Operation::SystemRun);
    let mut all: Vec<_> =
        web::all_routes().filter(|route| route.operation.is_some_and(|op| !door(op))).collect();
    // Whatever ends somebody's rights or things is asked last.
    const ENDS: [&str; 8] =
        ["/end", "/revoke", "/reset", "/remove", "/approve", "/close", "/withdraw", "/leave"];
    all.sort_by_key(|route| (ENDS.iter().any(|end| route.path.ends_with(end)), **route));
    all
}

/// Routes that answer whoever is no worker by telling them to become one.
const AS_A_WORKER: [&str; 2] = ["/api/v1/worker", "/api/v1/jobs/{id}/applications"];

/// Whether the table alone lets everybody in.
fn public(operation: Operation) -> bool {
    rule(operation, kernel::Role::Visitor) == Rule::Anyone
}

#[tokio::test]
async fn who_may_not_is_refused_before_anything_and_who_may_comes_in() {
    each_engine(async |world| {
        let crowd = Crowd::gather(&world).await;
        let town = Town::new(world);
        town.settle().await;
        let entries =
            async || town.world.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap();
        let mut found = BTreeSet::new();
        let mut asked = 0;
        let mut ask = async |route: &Route, persona: &Persona, may: bool| {
            let query = route.method == "delete" && route.path.starts_with("/api/v1/workers/");
            let path = filled(route.path, &crowd.targets) + if query { "?reason=request" } else { "" };
            asked += 1;
            let came = persona.ask(&town, route.method, &path, FIELDS, json(route.path, route.method)).await;
            match (may, came) {
                (true, Came::In(_)) | (false, Came::Out(_)) => {}
                // Whoever is no worker is told to become one.
                (false, Came::In(status))
                    if status == 409 && AS_A_WORKER.iter().any(|of| route.path.starts_with(of)) => {}
                // What was allowed once may have changed what the next finds; it is not refused for who asks.
                (true, Came::Out(status)) if route.method != "get" && status == 404 => {}
                (_, came) => {
                    found.insert((route.method, route.path, persona.name, format!("{came:?}")));
                }
            }
        };
        let may = |route: &Route, persona: &Persona| {
            // Whoever is signed in becomes a worker by applying.
            let applies = route.path == "/jobs/{id}/apply";
            let operation = if applies { Operation::WorkerRegister } else { route.operation.unwrap() };
            // Whoever signs in with a phone has no login to look after.
            let login = persona
                .here
                .as_ref()
                .is_some_and(|here| here.grants.iter().any(|row| row.employer_id.is_none()));
            if route.path.starts_with("/account") && !login {
                return false;
            }
            public(operation) || allowed(persona, operation, &scopes(route.path, persona, &crowd.targets))
        };
        // First everybody who may not: nothing changes.
        let mut before = entries().await;
        let mut changed = Vec::new();
        for route in routes() {
            for persona in crowd.people.iter().filter(|one| !may(route, one)) {
                ask(route, persona, false).await;
                let now = entries().await;
                if std::mem::replace(&mut before, now) != now {
                    changed.push((route.method, route.path, persona.name));
                }
            }
        }
        for method in ["get", "put", "post"] {
            for route in routes().into_iter().filter(|route| route.method == method) {
                for persona in crowd.people.iter().filter(|one| may(route, one)) {
                    // Whoever is erased asks no more.
                    if !route.path.contains("erase") {
                        ask(route, persona, true).await;
                    }
                }
            }
        }
        assert!(changed.is_empty(), "changed by who may not:\n{changed:#?}");
        let listed: BTreeSet<_> = EXCEPTIONS.iter().map(|row| (row.0, row.1, row.2)).collect();
        let strange: Vec<_> = found.iter().filter(|row| !listed.contains(&(row.0, row.1, row.2))).collect();
        let met: BTreeSet<_> = found.iter().map(|row| (row.0, row.1, row.2)).collect();
        let idle: Vec<_> = listed.iter().filter(|row| !met.contains(*row)).collect();
        assert!(strange.is_empty(), "{asked} asked; not as the table says:\n{strange:#?}");
        assert!(idle.is_empty(), "no exception any more, to be struck off:\n{idle:#?}");
        assert!(asked > 1500, "{asked}");
    })
    .await;
}
