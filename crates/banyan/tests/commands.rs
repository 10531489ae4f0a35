//! The commands of the binary as an operator gives them, on each database: what they say, and what they leave.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    os::unix::fs::PermissionsExt as _,
    process::Command,
    time::{Duration, Instant},
};

use common::{
    Database, Node, Site, each_site, have,
    people::{agent, api, newcomer, official, sign_in, store},
    run,
};
use serde_json::{Value, json};

/// The URL of a site's database.
fn url(site: &Site) -> String {
    site.url.clone().unwrap_or_else(|| format!("sqlite:{}", site.data().join("banyan.sqlite").display()))
}

fn fine((fine, said): (bool, String)) -> String {
    assert!(fine, "{said}");
    said
}

fn refused((fine, said): (bool, String)) -> String {
    assert!(!fine, "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// `rows=… digest=…`.
fn digest(said: &str) -> &str {
    said.split("digest=").nth(1).unwrap().trim()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_goes_there_and_back_with_the_same_digest() {
    let Some(server) = std::env::var("BANYAN_TEST_POSTGRES").ok() else {
        have("PostgreSQL (BANYAN_TEST_POSTGRES)", false);
        return;
    };
    let site = Site { folder: tempfile::tempdir().unwrap(), url: None };
    fine(site.run("demo", &["--small", "--build-only"]));
    let database = Database::create(&server).await;
    let back = format!("sqlite:{}", site.folder.path().join("back.sqlite").display());
    let data = site.data().display().to_string();
    let copy = |from: &str, to: &str| run(&["copy", "--from", from, "--to", to, "--data", &data], &[]);

    let there = fine(copy(&url(&site), &database.url));
    let again = fine(copy(&database.url, &back));
    assert_eq!(there, again);
    assert_eq!(digest(&there), store(&site).await.digest().await.unwrap().1);
    for place in [&database.url, &back] {
        assert_eq!(fine(run(&["patrol", "--data", &data, "--database", place], &[])), "");
    }
    // What is not empty is left as it is.
    let said = refused(copy(&url(&site), &database.url));
    assert!(said.contains("empty"), "{said}");
    assert_eq!(fine(copy(&database.url, &format!("{back}2"))), there);

    // A copy is served like the original, and people sign in to it with the same phones.
    let copied = Site { folder: site.folder, url: Some(database.url.clone()) };
    let node = Node::start(&copied, "demo", &["--small"]).ready();
    let token = sign_in(&store(&copied).await, &agent(), &node.base, "13800000001").await;
    let (status, me) = api(&agent(), &node.base, &token, "GET", "/api/v1/worker", &Value::Null).unwrap();
    assert_eq!((status, me["name"].as_str()), (200, Some("林秀英")));
    node.kill();
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_deployment_is_said_in_words() {
    each_site(async |site| {
        // Before it is migrated.
        let said = refused(site.run("doctor", &["--lang", "en"]));
        assert!(said.contains("✗") && said.contains("banyan migrate"), "{said}");
        assert!(refused(site.run("patrol", &[])).contains("migrate"));
        let named = fine(site.run("migrate", &[]));
        assert!(named.contains("0001_journal"), "{named}");
        assert_eq!(fine(site.run("migrate", &[])), "");
        assert_eq!(fine(site.run("patrol", &[])), "");
        for lang in ["zh", "en"] {
            let said = fine(site.run("doctor", &["--lang", lang]));
            assert!(said.lines().count() >= 4 && said.lines().all(|line| line.starts_with("✓ ")), "{said}");
            assert_eq!(said.chars().any(|c| c > '\u{2E80}'), lang == "zh", "{said}");
        }

        // A key that others may read.
        let key = site.data().join("column.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        let said = refused(site.run("doctor", &["--lang", "en"]));
        assert!(said.contains("644"), "{said}");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        fine(site.run("doctor", &[]));
    })
    .await;

    // No database where it is said to be, and nothing that is one.
    let site = Site {
        folder: tempfile::tempdir().unwrap(),
        url: Some("postgres://nobody:secret-word@127.0.0.1:1/none".into()),
    };
    for command in ["doctor", "patrol", "migrate"] {
        let said = refused(site.run(command, &[]));
        assert!(!said.contains("secret-word"), "{said}");
    }
    let site = Site { url: Some("mysql://127.0.0.1/none".into()), ..site };
    assert!(refused(site.run("migrate", &[])).contains("postgres://"));
    let site = Site { url: None, ..site };
    std::fs::create_dir_all(site.data()).unwrap();
    std::fs::write(site.data().join("banyan.sqlite"), "not a database, ".repeat(1000)).unwrap();
    assert!(refused(site.run("doctor", &["--lang", "en"])).contains("✗"));
}

/// Killed while the sample province is being built: the next start builds it whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_sample_that_was_cut_short_is_built_again() {
    each_site(async |site| {
        let mut cut = 0;
        for wait in [40, 120, 200, 300, 400] {
            let node = Node::start(site, "demo", &["--small"]);
            std::thread::sleep(Duration::from_millis(wait));
            cut += usize::from(ureq::get(format!("{}/healthz", node.base)).call().is_err());
            node.kill();
        }
        assert!(cut > 0, "no start was cut short");
        let node = Node::start(site, "demo", &["--small"]).ready();
        let watching = store(site).await;
        let digest = watching.digest().await.unwrap();
        assert!(digest.0 > 100, "{digest:?}");
        drop((node, watching));
        assert_eq!(fine(site.run("patrol", &[])), "");

        // The same as one that nobody disturbed, and a restart keeps it.
        let other = Site { folder: tempfile::tempdir().unwrap(), url: None };
        let calm = Node::start(&other, "demo", &["--small"]).ready();
        let built = store(&other).await.digest_to(100).await.unwrap();
        assert_eq!(store(site).await.digest_to(100).await.unwrap(), built);
        drop(calm);
        let again = Node::start(site, "demo", &["--small"]).ready();
        assert!(store(site).await.digest_to(digest.0).await.unwrap() == digest);
        drop(again);
    })
    .await;
}

/// A stop that was asked for finishes what is under way and lets another node take over at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_asked_to_stop_puts_everything_down() {
    each_site(async |site| {
        let node = Node::start(site, "demo", &["--small"]).ready();
        let (agent, watching) = (agent(), store(site).await);
        let token = newcomer(&watching, &agent, &node.base, 7).await;
        let started = Instant::now();
        let id = node.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let code = node.wait();
        assert!(code.success(), "{code}");
        assert!(started.elapsed() < Duration::from_secs(10));
        let held: i64 = watching
            .one("select count(*) from lease where expires_at > $1", store::args![kernel::Micros(0)])
            .await
            .unwrap();
        assert_eq!(held, 0, "a lease was kept");
        let node = Node::start(site, "demo", &["--small"]).ready();
        assert_eq!(api(&agent, &node.base, &token, "GET", "/api/v1/me", &Value::Null).unwrap().0, 200);
    })
    .await;
}

/// Two nodes on one PostgreSQL are one: what one did the other knows, and the live page of one hears of the other.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_work_as_one() {
    each_site(async |site| {
        if site.url.is_none() {
            return;
        }
        let a = Node::start(site, "demo", &["--small"]).ready();
        let b = Node::start(site, "demo", &["--small"]).ready();
        let (agent, watching) = (agent(), store(site).await);
        let worker = newcomer(&watching, &agent, &a.base, 1).await;
        let boss = sign_in(&watching, &agent, &b.base, "13800000002").await;
        let me = api(&agent, &a.base, &boss, "GET", "/api/v1/me", &Value::Null).unwrap().1;
        let shop = me["grants"][0]["employer_id"].as_str().unwrap().to_owned();
        let job = json!({ "submit": true, "job": {
            "kind": "gig", "title": "两处一家", "occupation": "4-10-01-06", "openings": 1, "slots": 1,
            "pay": { "unit": "hour", "fen": 3000 }, "settlement": "daily",
            "place": { "lon": 119.3, "lat": 26.08 }, "address": "东街",
        } });
        let posted =
            api(&agent, &a.base, &boss, "POST", &format!("/api/v1/employers/{shop}/jobs"), &job).unwrap();
        assert_eq!(posted.0, 201, "{}", posted.1);
        let id = posted.1["id"].as_str().unwrap();

        // Posted on one, found near on the other.
        let near = "/api/v1/jobs/nearby?lon=119.3&lat=26.08&radius_m=500&limit=50";
        let seen = |node: &Node| {
            let found = api(&agent, &node.base, "", "GET", near, &Value::Null).unwrap().1;
            found["items"].as_array().unwrap().iter().any(|item| item["id"] == id)
        };
        let wait = |what: &str, holds: &dyn Fn() -> bool| {
            let started = Instant::now();
            while !holds() {
                assert!(started.elapsed() < Duration::from_secs(10), "{what}");
                std::thread::sleep(Duration::from_millis(20));
            }
        };
        wait("the other node never saw the job", &|| seen(&b));

        let step = |node: &Node, token: &str, path: String| {
            let (status, body) = api(&agent, &node.base, token, "POST", &path, &Value::Null).unwrap();
            assert!(status < 300, "{path}: {status} {body}");
            body["id"].as_str().unwrap_or_default().to_owned()
        };
        let asked = step(&b, &worker, format!("/api/v1/jobs/{id}/applications"));
        step(&a, &boss, format!("/api/v1/applications/{asked}/offer"));
        step(&b, &worker, format!("/api/v1/applications/{asked}/accept"));
        wait("the filled job stayed on a node", &|| !seen(&a) && !seen(&b));

        // Ended on one, ended on both.
        let (status, _) = api(&agent, &a.base, &worker, "DELETE", "/api/v1/session", &Value::Null).unwrap();
        assert_eq!(status, 204);
        assert_eq!(api(&agent, &b.base, &worker, "GET", "/api/v1/me", &Value::Null).unwrap().0, 401);
        let _ = official(&agent, &b.base, "official");
    })
    .await;
}
