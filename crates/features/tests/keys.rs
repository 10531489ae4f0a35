//! Keys changed while two nodes serve: nobody is registered twice, nothing is lost whatever interrupts it, and the old
//! key goes only when nothing needs it. On every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use common::{LastText, World, code, each_engine, minutes};
use features::{
    accounts::{self, SignedIn},
    workers::{self, Registration},
};
use kernel::{IdNumber, Phone};
use store::{Entropy, Options, Store, Vault};
use town::*;

/// A node of its own over the same database and the same key file.
async fn node(w: &World, folder: &Path) -> Arc<Store> {
    let entropy = Arc::new(Entropy::system());
    let vault = Arc::new(Vault::open_or_create(&folder.join("column.key"), &entropy).unwrap());
    let options = Options { url: w.url.clone(), connections: 8, clock: w.clock.clone(), entropy, vault };
    Arc::new(Store::open(options).await.unwrap())
}

async fn token(store: &Store, phone: &str) -> String {
    let (phone, texts): (Phone, _) = (phone.parse().unwrap(), LastText::default());
    accounts::request_code(store, &texts, &phone, "test").await.unwrap();
    accounts::verify_code(store, &phone, &texts.code(), "test").await.unwrap().token
}

async fn here(store: &Store, token: &str) -> SignedIn {
    accounts::actor_of(store, token).await.unwrap().unwrap()
}

fn number(n: u32) -> IdNumber {
    IdNumber::with_check(&format!("35010219900101{:03}", n)).unwrap()
}

fn phone(n: u32) -> String {
    format!("139{n:08}")
}

async fn register(store: &Store, me: &SignedIn, n: u32) -> kernel::Result<kernel::WorkerId> {
    let input = Registration { id_number: Some(number(n)), ..registration() };
    workers::register(store, &me.actor, me.account, input).await
}

/// Everything opens, and no phone and no number is there twice, whichever node reads.
async fn whole(nodes: &[&Arc<Store>], people: usize) {
    for store in nodes {
        store.heed_keys().await.unwrap();
        let ids: Vec<String> = store.all("select id from worker order by id", vec![]).await.unwrap();
        assert_eq!(ids.len(), people);
        let rows: Vec<workers::WorkerRow> =
            store.all("select * from worker order by id", vec![]).await.unwrap();
        let mut numbers = BTreeSet::new();
        for row in &rows {
            assert_eq!(row.open_name(store.vault()).unwrap().unwrap(), "林秀英");
            row.open_about(store.vault()).unwrap();
            row.open_home(store.vault()).unwrap();
            let cell = row.id_number.as_ref().unwrap();
            let number = store.unseal("worker", "id_number", row.id, cell).unwrap();
            let index = row.id_number_index.clone().unwrap();
            assert!(
                store.vault().blinds("id_number", &number).contains(&index),
                "the index is that of its number"
            );
            assert!(numbers.insert(number), "a number twice");
        }
        let accounts: Vec<accounts::AccountRow> =
            store.all("select * from account where phone is not null", vec![]).await.unwrap();
        let mut phones = BTreeSet::new();
        for row in &accounts {
            let phone = store.unseal("account", "phone", row.id, row.phone.as_ref().unwrap()).unwrap();
            assert!(phones.insert(phone), "a phone twice");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_change_while_two_nodes_serve() {
    each_engine(async |w| {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (node(&w, folder.path()).await, node(&w, folder.path()).await);
        const BEFORE: u32 = 12;
        let mut tokens = Vec::new();
        for n in 0..BEFORE {
            let token = token(&a, &phone(n)).await;
            register(&a, &here(&a, &token).await, n).await.unwrap();
            tokens.push(token);
        }
        // Two accounts each for those who are to come twice at once.
        const TWICE: u32 = 24;
        let mut pairs = Vec::new();
        for n in 0..TWICE {
            let (one, other) = (token(&a, &phone(100 + n)).await, token(&b, &phone(200 + n)).await);
            pairs.push((here(&a, &one).await, here(&b, &other).await, BEFORE + n));
        }
        // A code that was sent before keys change is good afterwards.
        let texts = LastText::default();
        accounts::request_code(&a, &texts, &phone(300).parse().unwrap(), "test").await.unwrap();

        let mut tasks = tokio::task::JoinSet::new();
        for (one, other, n) in pairs {
            let (a, b) = (a.clone(), b.clone());
            tasks.spawn(async move {
                tokio::time::sleep(Duration::from_millis(u64::from(n) * 3)).await;
                let (one, other) = tokio::join!(register(&a, &one, n), register(&b, &other, n));
                let taken = |outcome: &kernel::Result<_>| {
                    outcome.as_ref().is_err_and(|e| e.code == "worker.id_number_taken")
                };
                assert!(
                    one.is_ok() && taken(&other) || other.is_ok() && taken(&one),
                    "{n}: {one:?} {other:?}"
                );
            });
        }
        let rotating = node(&w, folder.path()).await;
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert_eq!(rotating.rotate_keys().await.unwrap(), 2);
        assert_eq!(rotating.rotate_keys().await.unwrap(), 2, "twice is once");
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let people = (BEFORE + TWICE) as usize;
        whole(&[&a, &b, &rotating], people).await;
        let standing = a.keys().await.unwrap();
        assert_eq!((standing.keys.clone(), standing.current), (vec![2, 1], 2));
        assert!(standing.left.iter().any(|(table, rows)| *table == "worker" && *rows >= i64::from(BEFORE)));
        assert!(a.retire_key(true).await.unwrap().is_some(), "rows need the old key");

        // A node that has not heard of it finds who is there, by number and by phone, and by their sessions.
        let stale = node(&w, folder.path()).await;
        assert_eq!(stale.vault().current(), 1);
        let newcomer = here(&stale, &token(&stale, &phone(400)).await).await;
        assert_eq!(code(register(&stale, &newcomer, 0).await), "worker.id_number_taken");
        w.clock.advance(minutes(2));
        let again = here(&stale, &token(&stale, &phone(3)).await).await;
        assert_eq!(again.account, here(&a, &tokens[3]).await.account);
        let opened =
            accounts::verify_code(&b, &phone(300).parse().unwrap(), &texts.code(), "test").await.unwrap();
        assert_eq!(here(&a, &opened.token).await.account, opened.account);

        // Cut off again and again in the middle, beside somebody who changes what they said.
        let (me, id) = (here(&a, &tokens[1]).await, here(&a, &tokens[1]).await.actor.worker().unwrap());
        for round in 0..40u64 {
            let work = a.reseal();
            let _ = tokio::time::timeout(Duration::from_micros(300 * round), work).await;
            let about = workers::About { text: format!("第 {round} 遍"), ..workers::About::default() };
            let node = if round % 2 == 0 { &b } else { &rotating };
            workers::update(node, &me.actor, id, Registration { about, ..registration() }).await.unwrap();
            let said = workers::profile(&a, &me.actor, id).await.unwrap();
            assert_eq!(said.about.text, format!("第 {round} 遍"));
        }
        whole(&[&a, &b], people).await;
        while a.reseal().await.unwrap() > 0 {}
        let standing = b.keys().await.unwrap();
        assert_eq!(standing.left, []);
        assert!(!standing.still && b.retire_key(true).await.unwrap().is_some(), "not at once");
        tokio::time::sleep(Duration::from_secs(21)).await;
        assert_eq!(a.reseal().await.unwrap(), 0);
        let needed = b.retire_key(false).await.unwrap().unwrap();
        assert!(needed.still && needed.left.is_empty() && needed.sessions > 0, "sessions need the old key");
        assert_eq!(here(&b, &tokens[0]).await.account, here(&a, &tokens[0]).await.account);
        assert_eq!(b.retire_key(true).await.unwrap(), None);

        let fresh = node(&w, folder.path()).await;
        assert_eq!(fresh.vault().ids(), [2]);
        whole(&[&fresh], people).await;
        assert!(accounts::actor_of(&fresh, &tokens[0]).await.unwrap().is_none(), "begun under the old key");
        w.clock.advance(minutes(2));
        let again = here(&fresh, &token(&fresh, &phone(5)).await).await;
        assert_eq!(again.account, here(&a, &tokens[5]).await.account);
        assert_eq!(code(register(&fresh, &newcomer, 7).await), "worker.id_number_taken");
        // And once more.
        assert_eq!(fresh.rotate_keys().await.unwrap(), 3);
        while fresh.reseal().await.unwrap() > 0 {}
        assert_eq!(fresh.keys().await.unwrap().left, []);
        whole(&[&fresh], people).await;
        for store in [a, b, rotating, stale, fresh] {
            store.close().await;
        }
    })
    .await;
}
