//! `banyan keys` beside two nodes that serve, one of them killed in the middle: the old key is refused to go while anything
//! needs it, and afterwards everybody is there and nothing is said of anybody.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::time::{Duration, Instant};

use common::{
    Node, Site, each_site,
    people::{agent, api, newcomer, sign_in, store},
};
use serde_json::Value;

const WORKER: &str = "13800000001";

fn keys(site: &Site, what: &str, more: &[&str]) -> (bool, String) {
    let args = [&["keys", what], more].concat();
    common::run(&args, &site.args())
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_change_beside_nodes_that_are_killed() {
    each_site(async |site| {
        let first = Node::start(site, "demo", &["--small"]).ready();
        let second = Node::start(site, "demo", &["--small"]).ready();
        let (agent, watching) = (agent(), store(site).await);
        let token = sign_in(&watching, &agent, &first.base, WORKER).await;
        let me = |base: &str| api(&agent, base, &token, "GET", "/api/v1/worker", &Value::Null).unwrap();
        let before = me(&first.base);
        assert_eq!(before.0, 200, "{}", before.1);
        assert!(keys(site, "status", &[]).1.contains("current=1 keys=1 left= "));
        let refused = keys(site, "retire", &[]);
        assert!(refused.0, "there is nothing to retire: {}", refused.1);

        let rotated = keys(site, "rotate", &[]);
        assert!(rotated.0 && rotated.1.contains("current=2"), "{}", rotated.1);
        let refused = keys(site, "retire", &["--end-sessions"]);
        assert!(!refused.0 && refused.1.contains("keys-needed"), "{}", refused.1);
        watching.heed_keys().await.unwrap();
        // Whoever is at it is killed, at whatever it does, and comes back.
        std::thread::sleep(Duration::from_millis(700));
        first.kill();
        assert_eq!(me(&second.base), before);
        let first = Node::start(site, "demo", &["--small"]).ready();
        assert_eq!(me(&first.base), before);
        let _new = newcomer(&watching, &agent, &first.base, 7).await;

        let started = Instant::now();
        loop {
            let (fine, said) = keys(site, "status", &[]);
            assert!(fine, "{said}");
            if said.contains("current=2 keys=2,1 left= ") && said.contains("still=true") {
                break;
            }
            assert!(started.elapsed() < Duration::from_secs(90), "{said}");
            std::thread::sleep(Duration::from_secs(1));
        }
        let sessions = keys(site, "retire", &[]);
        assert!(!sessions.0 && !sessions.1.contains("sessions=0"), "{}", sessions.1);
        let retired = keys(site, "retire", &["--end-sessions"]);
        assert!(retired.0 && retired.1.contains("current=2 keys=2 left= "), "{}", retired.1);
        first.kill();
        second.kill();
        let (watching, node) = (store(site).await, Node::start(site, "demo", &["--small"]).ready());
        let token = sign_in(&watching, &agent, &node.base, WORKER).await;
        let after = api(&agent, &node.base, &token, "GET", "/api/v1/worker", &Value::Null).unwrap();
        assert_eq!(after, before);
        node.kill();
        let (fine, said) = site.run("patrol", &[]);
        assert!(fine, "{said}");
        let log = std::fs::read_to_string(site.folder.path().join("node.log")).unwrap();
        let file = std::fs::read_to_string(site.data().join("column.key")).unwrap();
        for secret in file.split_whitespace().skip(1) {
            assert!(!log.contains(secret), "a key in the log");
        }
        assert!(!log.contains("does not open"), "{log}");
    })
    .await;
}
