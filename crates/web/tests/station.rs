//! The counter over its pages: finding, registering, consent, acting, numbers; and what a counter sends that had no
//! network, to two nodes at once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use std::sync::Arc;

use axum::http::StatusCode;
use browsing::{Browser, Seen, Town, VILLAGE, open_job};
use common::{PASSWORD, each_engine};
use features::offices;
use kernel::{Micros, Role};
use serde_json::{Value, json};

const COUNTY: &str = "350102000000";

async fn clerk<'a>(town: &'a Town, login: &str) -> Browser<'a> {
    town.world.appoint(login, Role::Staff, COUNTY).await;
    enter(town, login).await
}

async fn enter<'a>(town: &'a Town, login: &str) -> Browser<'a> {
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    let entered = desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(entered.location, "/station?done=signed_in", "{}", entered.html);
    desk.get("/station").await;
    desk
}

fn id(town: &Town) -> String {
    town.world.store.scribe().uuid().to_string()
}

async fn find(desk: &mut Browser<'_>, text: &str) -> Seen {
    desk.post("/station/find", &[("text", text), ("key", "an-arrival")]).await
}

fn newcomer<'a>(worker: &'a str, name: &'a str, phone: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("worker", worker),
        ("name", name),
        ("phone", phone),
        ("wants", "gig"),
        ("region", VILLAGE),
        ("work", "搬运、帮厨"),
        ("free", "days"),
        ("reach", "3km"),
        ("pay_amount", "180"),
        ("pay_unit", "day"),
    ]
}

async fn register(town: &Town, desk: &mut Browser<'_>, name: &str, phone: &str, agreed: bool) -> String {
    let (worker, consent, key) = (id(town), id(town), id(town));
    let mut fields = newcomer(&worker, name, phone);
    fields.extend([
        ("kind", "register"),
        ("key", &key),
        ("consent", &consent),
        ("how", "spoken"),
        ("until", "today"),
    ]);
    fields.extend([("act", "details"), ("act", "apply"), ("act", "answer")]);
    if agreed {
        fields.push(("agreed", "yes"));
    }
    let done = desk.post("/station/do", &fields).await;
    assert_eq!(done.location, format!("/station/people/{worker}?done=station_register"), "{}", done.html);
    // Sent twice it is done once.
    assert_eq!(desk.post("/station/do", &fields).await.location, done.location);
    worker
}

#[tokio::test]
async fn a_clerk_finds_registers_and_acts_for_whoever_consents() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut boss = town.browser();
        let path = open_job(&town, &mut boss).await;
        let job = path.rsplit('/').next().unwrap();
        let mut desk = clerk(&town, "clerk").await;

        // Nobody: the page says what next. A slip is told as one, and what was typed stays.
        let nobody = find(&mut desk, "林秀英").await;
        assert!(
            nobody.html.contains("这里没有这个人") && nobody.html.contains("/station/new"),
            "{}",
            nobody.html
        );
        let slip = find(&mut desk, "1391234").await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(slip.value("text"), "1391234");
        assert_eq!(find(&mut desk, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(find(&mut desk, "BY1AAAA").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        // A form with something wrong comes back filled, and changes nothing.
        let (worker, key) = (id(&town), id(&town));
        let mut bad = newcomer(&worker, "林秀英", "1391");
        bad.extend([("kind", "register"), ("key", &key)]);
        let wrong = desk.post("/station/do", &bad).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((wrong.value("name"), wrong.value("phone")), ("林秀英".into(), "1391".into()));

        let lin = register(&town, &mut desk, "林秀英", "13912340001", true).await;
        let other = register(&town, &mut desk, "林秀英", "", false).await;
        let page = desk.get(&format!("/station/people/{lin}")).await.html;
        assert!(page.contains("林*英") && !page.contains("13912340001"), "masked");
        assert!(page.contains("本人同意代办"));
        assert_eq!(find(&mut desk, "13912340001").await.location, format!("/station/people/{lin}"));
        let both = find(&mut desk, "林秀英").await;
        assert_eq!(both.status, StatusCode::OK);
        for one in [&lin, &other] {
            assert!(both.html.contains(&format!("/station/people/{one}")), "{}", both.html);
        }

        // Whoever has not consented is not acted for; whoever has is, once.
        let apply = |worker: &str, key: &str| {
            [("kind", "apply"), ("key", key), ("worker", worker), ("person", worker), ("job", job)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = async |desk: &mut Browser<'_>, fields: &[(String, String)]| {
            let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            desk.post("/station/do", &fields).await
        };
        let refused = send(&mut desk, &apply(&other, &id(&town))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.html.contains("还没有同意"), "{}", refused.html);
        let fields = apply(&lin, &id(&town));
        for _ in 0..2 {
            let applied = send(&mut desk, &fields).await;
            assert_eq!(
                applied.location,
                format!("/station/people/{lin}?done=station_apply"),
                "{}",
                applied.html
            );
        }
        town.settle().await;
        let told = boss.get("/messages").await.html;
        assert_eq!(told.matches("林*英").count(), 1, "{told}");
        let key = id(&town);
        let change = [
            ("kind", "details"),
            ("key", key.as_str()),
            ("worker", &lin),
            ("person", &lin),
            ("pay_amount", "220"),
            ("pay_unit", "day"),
        ];
        assert_eq!(desk.post("/station/do", &change).await.status, StatusCode::SEE_OTHER);
        assert!(desk.get(&format!("/station/people/{lin}")).await.html.contains("220"));

        // The person sees the consent and takes it back; from then on it is worth nothing.
        let mut own = town.browser();
        own.sign_in("13912340001", "/me").await;
        let me = own.get("/me").await.html;
        let consent = me.split("/me/consents/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert!(me.contains("周*满"), "{me}");
        let mut stranger = town.browser();
        stranger.register("13912340077", &[]).await;
        let theirs = stranger.post(&format!("/me/consents/{consent}/withdraw"), &[]).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
        let taken = own.post(&format!("/me/consents/{consent}/withdraw"), &[]).await;
        assert_eq!(taken.location, "/me?done=station_consent_end");
        let key = id(&town);
        let change = [
            ("kind", "details"),
            ("key", key.as_str()),
            ("worker", &lin),
            ("person", &lin),
            ("pay_amount", "90"),
            ("pay_unit", "day"),
        ];
        assert!(desk.post("/station/do", &change).await.html.contains("同意收回了"));
        // A clerk of another county finds nobody of here.
        town.world.appoint("far", Role::Staff, "350111000000").await;
        let mut far = enter(&town, "far").await;
        assert!(find(&mut far, "13912340001").await.html.contains("这里没有这个人"));
        assert_eq!(far.get(&format!("/station/people/{lin}")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn numbers_are_given_called_and_printed() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut one, mut two) = (clerk(&town, "one").await, clerk(&town, "two").await);
        for n in 0..3 {
            let (key, ticket) = (id(&town), id(&town));
            let fields = [("kind", "take"), ("key", &key), ("ticket", &ticket), ("purpose", "work")];
            assert_eq!(one.post("/station/do", &fields).await.location, "/station?done=station_take");
            let slip = two.get(&format!("/station/tickets/{ticket}")).await.html;
            assert!(slip.contains(&format!("A{:03}", n + 1)), "{slip}");
        }
        let call = async |desk: &mut Browser<'_>| {
            let key = id(&town);
            desk.post("/station/do", &[("kind", "call"), ("key", &key)]).await
        };
        call(&mut one).await;
        call(&mut two).await;
        let called = |html: &str| html.split("class=\"called\">").nth(1).unwrap()[..4].to_owned();
        assert_eq!(called(&one.get("/station").await.html), "A001");
        assert_eq!(called(&two.get("/station").await.html), "A002");
        call(&mut one).await;
        assert_eq!(called(&one.get("/station").await.html), "A003");
        let none = call(&mut one).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.html.contains("没有人在等"));
    })
    .await;
}

fn kept(key: &str, kind: &str, fields: &[(&str, &str)]) -> Value {
    json!({ "key": key, "at": 1_772_500_000_000_i64, "kind": kind, "fields": fields })
}

async fn send(desk: &mut Browser<'_>, owner: &str, batch: &[Value]) -> (StatusCode, Value) {
    let seen = desk.post("/station/outbox", &[("owner", owner), ("batch", &json!(batch).to_string())]).await;
    (seen.status, serde_json::from_str(&seen.html).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_a_counter_kept_is_answered_once_by_whichever_node() {
    each_engine(async |world| {
        let town = Town::new(world.clone());
        let node = Town::new(world);
        assert!(!Arc::ptr_eq(&town.app, &node.app));
        let mut desk = clerk(&town, "clerk").await;
        let today: Value = serde_json::from_str(&desk.get("/station/today.json").await.html).unwrap();
        let owner = today["owner"].as_str().unwrap().to_owned();
        let (worker, consent, again) = (id(&town), id(&town), id(&town));
        let mut batch = vec![
            kept("deed-0001", "register", &newcomer(&worker, "林秀英", "13912340001")),
            kept(
                "deed-0002",
                "consent",
                &[
                    ("worker", &worker),
                    ("consent", &consent),
                    ("act", "details"),
                    ("how", "spoken"),
                    ("until", "quarter"),
                ],
            ),
            kept("deed-0003", "register", &newcomer(&again, "林秀英", "13912340001")),
            kept("deed-0004", "details", &[("worker", &worker), ("reach", "10km")]),
            kept("deed-0005", "details", &[("worker", &again), ("reach", "10km")]),
            kept("deed-0006", "nonsense", &[]),
        ];
        for n in 10..30 {
            let ticket = id(&town);
            let number = n.to_string();
            let fields =
                [("ticket", ticket.as_str()), ("series", "K7"), ("number", &number), ("purpose", "work")];
            batch.push(kept(&format!("deed-00{n}"), "take", &fields));
        }
        // The same is sent to two nodes at once, as happens when a browser is killed while it waits.
        let mut other = node.browser();
        other.cookies.clone_from(&desk.cookies);
        other.csrf.clone_from(&desk.csrf);
        let (one, two) = tokio::join!(send(&mut desk, &owner, &batch), send(&mut other, &owner, &batch));
        assert_eq!(one, two);
        assert_eq!(one.0, StatusCode::OK);
        let answers = one.1["answers"].as_array().unwrap();
        assert_eq!(answers.len(), batch.len());
        let codes: Vec<&str> =
            answers.iter().take(6).map(|a| a["code"].as_str().or(a["outcome"].as_str()).unwrap()).collect();
        assert_eq!(codes, ["done", "done", "worker.phone_taken", "done", "not_found", "counter.deed"]);
        assert!(answers[2]["text"].as_str().unwrap().contains("登记过"));
        assert!(!answers[2]["next"].as_str().unwrap().is_empty());
        assert!(answers[6..].iter().all(|a| a["outcome"] == "done"), "{answers:#?}");
        let entries =
            async || town.world.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap();
        let before = entries().await;
        assert_eq!(send(&mut desk, &owner, &batch).await, one, "asked again, answered the same");
        assert_eq!(entries().await, before);

        // Another clerk of the machine cannot send it; a stranger or somebody whose office has ended is not heard.
        let mut colleague = clerk(&town, "colleague").await;
        assert_eq!(send(&mut colleague, &owner, &batch).await.0, StatusCode::CONFLICT);
        for bad in ["", "{}", "[1]", "[{}]"] {
            let seen = desk.post("/station/outbox", &[("owner", &owner), ("batch", bad)]).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let many: Vec<Value> = (0..51).map(|n| kept(&format!("deed-{n:04}"), "call", &[])).collect();
        assert_eq!(send(&mut desk, &owner, &many).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let official = town.world.official("350000000000").await;
        let grant: String = town
            .world
            .store
            .one(
                "select g.id from role_grant g join account a on a.id = g.account_id where a.login = 'clerk'",
                vec![],
            )
            .await
            .unwrap();
        offices::revoke(&town.world.store, &official.actor, grant.parse().unwrap(), "moved").await.unwrap();
        let before = entries().await;
        assert_eq!(send(&mut desk, &owner, &batch).await.0, StatusCode::FORBIDDEN);
        assert_eq!(entries().await, before);
        town.world.clock.advance(13 * Micros::HOUR);
        assert_eq!(send(&mut desk, &owner, &batch).await.0, StatusCode::SEE_OTHER, "the way in");
        let shell = town.browser().get("/station/shell").await;
        assert_eq!(shell.status, StatusCode::OK);
        assert!(!shell.html.contains("csrf"), "the kept page is about nobody");
    })
    .await;
}
