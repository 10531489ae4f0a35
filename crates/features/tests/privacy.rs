//! What must hold of looking at what is sealed, of what people are told and given of themselves, and of how long it is
//! kept, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use std::collections::BTreeSet;

use common::{World, code, each_engine, holds, minutes};
use features::{
    accounts::SignedIn,
    applications::{self, Refusal},
    looks::{self, Duty, WHILE},
    notices,
    privacy::{self, HELD, NOT_HELD, retention},
    twins,
    workers::{self, EraseReason, Registration},
};
use kernel::{IdNumber, Micros, Role, WorkerId};
use store::{Engine, args};
use town::*;

const PHONE: &str = "13800000001";
const WORDS: &str = "来驿站改电话号码";
const FUZHOU: &str = "350100000000";
const XIAMEN: &str = "350200000000";

fn number() -> IdNumber {
    IdNumber::with_check("35010219910317042").unwrap()
}

async fn person(w: &World, phone: &str, number: Option<IdNumber>) -> (SignedIn, WorkerId) {
    let about = workers::About { text: "会修老钟表".into(), ..workers::About::default() };
    registered(w, phone, Registration { id_number: number, about, ..registration() }).await
}

async fn count(w: &World, sql: &'static str) -> i64 {
    w.store.one::<i64>(sql, vec![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_is_shown_for_a_reason_for_a_while_to_one_account() {
    each_engine(async |w| {
        let s = &w.store;
        let (me, id) = person(&w, PHONE, Some(number())).await;
        let official = w.official(FUZHOU).await;
        let clerk = w.appoint("clerk.one", Role::Staff, GULOU).await;
        let elsewhere = w.appoint("clerk.two", Role::Staff, XIAMEN).await;
        let auditor = w.appoint("auditor.one", Role::Auditor, FUZHOU).await;
        assert_eq!(looks::shown(s, &clerk.actor, id).await.unwrap(), None);
        for (who, expected) in [(&elsewhere, "not_found"), (&auditor, "not_found"), (&me, "not_found")] {
            assert_eq!(code(looks::look(s, &who.actor, id, Duty::Service, WORDS).await), expected);
            assert_eq!(code(looks::shown(s, &who.actor, id).await), expected);
        }
        for (words, expected) in [("", "text.empty"), (" x ", "text.too_short"), ("\u{1}ab", "text.control")]
        {
            assert_eq!(code(looks::look(s, &clerk.actor, id, Duty::Other, words).await), expected);
        }
        assert_eq!(count(&w, "select count(*) from look").await, 0);

        // Many at once, and one after the other, are one look while it holds.
        let asked = (0..8).map(|_| looks::look(s, &clerk.actor, id, Duty::Service, WORDS));
        let mut ids = BTreeSet::new();
        for look in futures(asked).await {
            ids.insert(look.unwrap().id);
        }
        looks::look(s, &clerk.actor, id, Duty::Law, "again").await.unwrap();
        assert_eq!((ids.len(), count(&w, "select count(*) from look").await), (1, 1));
        let (shown, until) = looks::shown(s, &clerk.actor, id).await.unwrap().unwrap();
        assert_eq!(until, s.now() + WHILE);
        let one = &shown[0];
        assert_eq!((one.name.as_str(), one.phone.as_str()), ("林秀英", PHONE));
        assert_eq!((one.id_number.as_str(), one.about.as_str()), (number().as_str(), "会修老钟表"));
        assert_eq!(one.home, Some(here()));
        // Nobody else sees it by that.
        assert_eq!(looks::shown(s, &official.actor, id).await.unwrap(), None);
        // A right that is gone shows nothing, whoever looked before.
        let bare = kernel::Actor::signed_in(clerk.account, None, vec![]);
        assert_eq!(code(looks::shown(s, &bare, id).await), "not_found");

        // The person is told, of the office and not of the clerk.
        s.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        let told = notices::list(s, &me.actor, me.account, &[id.to_string()], None, 10).await.unwrap();
        assert_eq!(told.items[0].kind, "worker.looked");
        assert!(!told.items[0].body.contains(&clerk.account.to_string()), "{}", told.items[0].body);
        let seen = looks::of_me(s, &me.actor, id, None, 10).await.unwrap().items;
        assert_eq!((seen.len(), seen[0].duty, seen[0].words.as_str()), (1, Duty::Service, WORDS));
        assert_eq!((seen[0].role.as_str(), seen[0].office.as_str()), ("staff", GULOU));

        w.clock.advance(WHILE - 1);
        assert!(looks::shown(s, &clerk.actor, id).await.unwrap().is_some());
        w.clock.advance(1);
        assert_eq!(looks::shown(s, &clerk.actor, id).await.unwrap(), None);
        looks::look(s, &clerk.actor, id, Duty::Law, "court").await.unwrap();
        assert_eq!(count(&w, "select count(*) from look").await, 2);
        let entries = count(&w, "select count(*) from entry where name = 'worker.unmask'").await;
        assert_eq!(entries, 2, "a look is an entry");
        // The words are sealed.
        assert!(w.dump().await.iter().all(|line| !holds(line, WORDS)));
    })
    .await;
}

async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|cx| {
        let mut open = false;
        for (future, slot) in waiting.iter_mut().zip(&mut done) {
            if slot.is_none() {
                match future.as_mut().poll(cx) {
                    std::task::Poll::Ready(value) => *slot = Some(value),
                    std::task::Poll::Pending => open = true,
                }
            }
        }
        if open { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_are_read_by_officials_and_auditors_of_the_region() {
    each_engine(async |w| {
        let s = &w.store;
        let (_, one) = person(&w, PHONE, None).await;
        let (_, two) = person(&w, "13800000004", None).await;
        let official = w.official("350000000000").await;
        let clerk = w.appoint("clerk.one", Role::Staff, GULOU).await;
        let auditor = w.appoint("auditor.one", Role::Auditor, FUZHOU).await;
        let outside = w.appoint("auditor.two", Role::Auditor, XIAMEN).await;
        looks::look(s, &clerk.actor, one, Duty::Service, WORDS).await.unwrap();
        w.clock.advance(minutes(1));
        looks::look(s, &clerk.actor, two, Duty::Law, "court order 7").await.unwrap();
        w.clock.advance(minutes(1));
        looks::look(s, &official.actor, one, Duty::Verify, "register").await.unwrap();
        let region = FUZHOU.parse().unwrap();
        let ask = async |who: &SignedIn, duty, words: &str, after: Option<&str>, limit| {
            looks::list(s, &who.actor, region, duty, words, after, limit).await
        };
        assert_eq!(code(ask(&outside, None, "", None, 10).await), "access.forbidden");
        assert_eq!(code(ask(&clerk, None, "", None, 10).await), "access.forbidden");
        for who in [&official, &auditor] {
            let all = ask(who, None, "", None, 10).await.unwrap();
            assert_eq!(all.items.iter().map(|line| line.worker).collect::<Vec<_>>(), [one, two, one]);
            let line = &all.items[1];
            assert_eq!((line.name_masked.as_str(), line.words.as_str()), ("林*英", "court order 7"));
            assert_eq!((line.login.as_str(), line.by.as_str()), ("clerk.one", "周小满"));
            assert_eq!(ask(who, Some(Duty::Law), "", None, 10).await.unwrap().items.len(), 1);
            assert_eq!(ask(who, None, "clerk.one", None, 10).await.unwrap().items.len(), 2);
            assert_eq!(ask(who, None, &one.to_string(), None, 10).await.unwrap().items.len(), 2);
            assert_eq!(ask(who, None, &clerk.account.to_string(), None, 10).await.unwrap().items.len(), 2);
            assert_eq!(ask(who, None, "nobody", None, 10).await.unwrap().items, []);
            let (mut pieces, mut after) = (Vec::new(), None);
            loop {
                let piece = ask(who, None, "", after.as_deref(), 1).await.unwrap();
                pieces.extend(piece.items);
                after = piece.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(pieces, all.items);
            assert_eq!(code(ask(who, None, "", Some("forged"), 1).await), "cursor");
        }
        assert_eq!(
            looks::list(s, &auditor.actor, GULOU.parse().unwrap(), None, "", None, 9)
                .await
                .unwrap()
                .items
                .len(),
            3
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_holds_everything_of_every_record_of_mine_and_nothing_of_others() {
    each_engine(async |w| {
        let s = &w.store;
        let (_, one) = person(&w, PHONE, Some(number())).await;
        let (_, two) = person(&w, "13800000004", None).await;
        let (stranger, _) = person(&w, "13800000005", None).await;
        let official = w.official(FUZHOU).await;
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(None, 1)).await;
        let here = w.here(&w.token_again("13800000004").await).await;
        applications::apply(s, &here.actor, two, job.id).await.unwrap();
        looks::look(s, &official.actor, two, Duty::Contact, WORDS).await.unwrap();
        let kept = twins::merge(s, &official.actor, one, two, "papers seen", false).await.unwrap();
        w.clock.advance(WHILE);
        looks::look(s, &official.actor, kept, Duty::Verify, "after the merge").await.unwrap();
        // Whichever of the two phones they sign in with.
        for phone in [PHONE, "13800000004"] {
            let me = w.here(&w.token_again(phone).await).await;
            let whole = privacy::whole(s, &me.actor).await.unwrap();
            let text = whole.json();
            for part in [
                "林秀英",
                PHONE,
                "13800000004",
                number().as_str(),
                "会修老钟表",
                "119.3038",
                WORDS,
                "after the merge",
                "papers seen",
                &job.id.to_string(),
                &one.to_string(),
                &two.to_string(),
            ] {
                assert!(text.contains(part), "{phone} lacks {part}");
            }
            for part in
                ["13800000005", "13800000002", &official.account.to_string(), "csrf", "_index", "\"pin\""]
            {
                assert!(!text.contains(part), "{phone} has {part}");
            }
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read["held"]["worker"].as_array().unwrap().len(), 2);
            assert_eq!(read["held"]["application"].as_array().unwrap().len(), 1);
            let counts = privacy::overview(s, &me.actor).await.unwrap();
            let counted = |table: &str| counts.iter().find(|one| one.held.table == table).unwrap().rows;
            assert_eq!((counted("worker"), counted("account"), counted("look")), (2, 2, 2));
            for (held, rows) in &whole.tables {
                assert_eq!(counted(held.table), rows.len() as i64, "{}", held.table);
            }
            assert_eq!(looks::of_me(s, &me.actor, kept, None, 10).await.unwrap().items.len(), 2);
        }
        let theirs = privacy::whole(s, &stranger.actor).await.unwrap().json();
        assert!(!theirs.contains(PHONE) && theirs.contains("13800000005"));
        assert_eq!(code(privacy::whole(s, &kernel::Actor::visitor()).await.map(drop)), "access.sign_in");

        // Erased, nothing is left of why anybody looked.
        let me = w.here(&w.token_again(PHONE).await).await;
        workers::erase(s, &me.actor, kept, EraseReason::Request).await.unwrap();
        assert_eq!(count(&w, "select count(*) from look").await, 0);
        assert_eq!(code(looks::shown(s, &official.actor, kept).await), "not_found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_about_somebody_with_a_rule_or_about_nobody_with_a_reason() {
    each_engine(async |w| {
        let sql = match w.store.engine() {
            Engine::Sqlite => {
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
            }
            Engine::Postgres => {
                "select table_name::text from information_schema.tables where table_schema = 'public'"
            }
        };
        let tables: BTreeSet<String> =
            w.store.all::<String>(sql, vec![]).await.unwrap().into_iter().collect();
        let held = HELD.iter().map(|held| held.table);
        let told: Vec<&str> = held.chain(NOT_HELD.iter().map(|(table, _)| *table)).collect();
        let known: BTreeSet<String> = told.iter().map(|table| (*table).to_owned()).collect();
        assert_eq!(known.len(), told.len(), "a table stands twice");
        let listed: BTreeSet<_> = tables.symmetric_difference(&known).collect();
        assert!(listed.is_empty(), "say in privacy/held.rs whose it is, or why nobody's: {listed:?}");
        let rules = retention::rules().unwrap();
        for held in HELD {
            assert_eq!(rules.iter().filter(|rule| rule.table == held.table).count(), 1, "{}", held.table);
        }
        for (table, reason) in NOT_HELD {
            let personal = reason.contains("two people") || reason.contains("hash");
            assert!(!personal || rules.iter().any(|rule| rule.table == *table), "{table}");
        }
        for rule in rules {
            assert!(tables.contains(&rule.table), "{} is no table", rule.table);
        }
        // What is opened is sealed, what is hidden exists.
        for held in HELD.iter().filter(|held| held.table != "part") {
            let columns: Vec<String> = match w.store.engine() {
                Engine::Sqlite => {
                    let sql = "select name from pragma_table_info($1)";
                    w.store.all(sql, args![held.table.to_owned()]).await.unwrap()
                }
                Engine::Postgres => {
                    let sql =
                        "select column_name::text from information_schema.columns where table_name = $1";
                    w.store.all(sql, args![held.table.to_owned()]).await.unwrap()
                }
            };
            for column in held.sealed.iter().chain(held.hidden) {
                assert!(columns.iter().any(|one| one == column), "{}.{column}", held.table);
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_is_deleted_and_nothing_else() {
    each_engine(async |w| {
        let s = &w.store;
        let (me, id) = person(&w, PHONE, None).await;
        let (other, second) = person(&w, "13800000004", None).await;
        let official = w.official(FUZHOU).await;
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(None, 2)).await;
        let offer = offered(&w, &(me.clone(), id), &boss, job.id).await;
        applications::accept(s, &me.actor, offer.id).await.unwrap();
        let asked = applications::apply(s, &other.actor, second, job.id).await.unwrap();
        applications::refuse(s, &boss.actor, asked.id, Refusal::Filled).await.unwrap();
        looks::look(s, &official.actor, id, Duty::Contact, WORDS).await.unwrap();
        s.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        let (position, digest) = s.digest().await.unwrap();
        let there = async || {
            let mut rows = Vec::new();
            for sql in [
                "select count(*) from look",
                "select count(*) from application where state = 'hired'",
                "select count(*) from application where state = 'refused'",
                "select count(*) from notice",
                "select count(*) from session",
                "select count(*) from worker",
            ] {
                rows.push(count(&w, sql).await);
            }
            rows
        };
        let before = there().await;
        assert!(before.iter().all(|rows| *rows > 0), "{before:?}");
        assert_eq!(retention::delete_due(s).await.unwrap(), 0, "nothing is due");
        // Codes, attempts and messages first; then what was told; then sessions.
        w.clock.advance(10 * Micros::DAY);
        assert!(retention::delete_due(s).await.unwrap() > 0);
        assert_eq!(there().await, before);
        assert_eq!(count(&w, "select count(*) from sign_in_code").await, 0);
        w.clock.advance(356 * Micros::DAY);
        retention::delete_due(s).await.unwrap();
        assert_eq!(there().await, [1, 1, 1, 0, 0, 2]);
        w.clock.advance(365 * Micros::DAY);
        retention::delete_due(s).await.unwrap();
        assert_eq!(there().await, [1, 1, 0, 0, 0, 2]);
        w.clock.advance(366 * Micros::DAY);
        // Two at once delete what one does.
        let (a, b) = tokio::join!(retention::delete_due(s), retention::delete_due(s));
        assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
        assert_eq!(there().await, [0, 1, 0, 0, 0, 2]);
        assert_eq!(retention::delete_due(s).await.unwrap(), 0);
        s.drain(&[]).await.unwrap();
        assert_eq!(s.digest_to(position).await.unwrap(), (position, digest), "the past keeps its digest");
        assert_eq!(store::patrol(s, features::CHECKS).await.unwrap(), vec![]);
        // Only the program itself lets a row lapse.
        let permit = kernel::Actor::visitor().may(kernel::Operation::SignIn, &kernel::Scope::Public).unwrap();
        let lapse = s
            .write("x", &permit, |_| async move {
                let change = store::Change::anywhere().lapse("application", offer.id.to_string());
                Ok(store::Decision::changed((), change))
            })
            .await;
        assert!(matches!(lapse, Err(store::Error::Gateway(_))));
    })
    .await;
}
