//! An official at the ledgers: counts that open to people, a person whole, a fact that moves the counts, a file that says
//! who took it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use axum::http::StatusCode;
use browsing::{Browser, Town};
use common::{PASSWORD, each_engine};
use kernel::{Actor, Grant, Role};

async fn at_the_desk<'a>(town: &'a Town, login: &str, role: Role, region: &str) -> Browser<'a> {
    town.world.appoint(login, role, region).await;
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    desk.get("/account").await;
    desk
}

#[tokio::test]
async fn a_fact_written_down_at_a_desk_moves_the_counts_and_opens_to_the_person() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut me = town.browser();
        me.register("13800000009", &[]).await;
        let mut clerk = at_the_desk(&town, "station.clerk", Role::Staff, "350102000000").await;
        let empty = clerk.get("/gov/ledgers").await.html;
        assert!(empty.contains("谁最要人帮") && empty.contains("/gov/ledgers/veterans?region=350102000000"));
        let id: String = town
            .world
            .store
            .one("select id from worker where merged_into is null limit 1", vec![])
            .await
            .unwrap();
        let portrait = format!("/gov/people/{id}/portrait");
        let page = clerk.get(&portrait).await.html;
        assert!(page.contains("林*英") && !page.contains("林秀英"), "masked");
        assert!(page.contains("还没有记过什么"));

        // What is wrong is said beside its field, and what was typed is kept.
        let facts = format!("/gov/people/{id}/facts");
        let typed =
            [("what", "discharged.yes"), ("from", "2026-02-31"), ("source", "paper"), ("note", "退伍证看过")];
        let wrong = clerk.post(&facts, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("value=\"2026-02-31\"") && wrong.html.contains("退伍证看过"));
        for bad in ["", "nonsense", "disability.9", "released.veterans"] {
            let fields = [("what", bad), ("from", "2026-01-01"), ("source", "paper")];
            assert_eq!(clerk.post(&facts, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let good =
            [("what", "discharged.yes"), ("from", "2024-12-01"), ("source", "paper"), ("note", "退伍证看过")];
        let done = clerk.post(&facts, &good).await;
        assert_eq!(done.location, format!("{portrait}?done=fact"));
        let page = clerk.get(&portrait).await.html;
        assert!(page.contains("退役军人保障法") && page.contains("退伍证看过") && page.contains("没核对"));

        let counts = clerk.get("/gov/ledgers").await.html;
        let cell = "/gov/ledgers/veterans?region=350102001000&#38;state=in";
        assert!(
            counts.contains(cell)
                || counts.contains("/gov/ledgers/veterans?region=350102001000&amp;state=in"),
            "{counts}"
        );
        let people = clerk.get("/gov/ledgers/veterans?region=350102001000&state=in").await.html;
        assert!(people.contains(&portrait) && people.contains("还没联系过"));
        let found = clerk.get("/gov/ledgers/veterans?q=林秀英").await.html;
        assert!(found.contains(&portrait));
        assert!(!clerk.get("/gov/ledgers/veterans?q=林秀").await.html.contains(&portrait));

        // Somebody goes there, and the list knows.
        let went = [("how", "visit"), ("note", "在家，想跑货运")];
        clerk.post(&format!("/gov/people/{id}/contact"), &went).await;
        assert!(clerk.get(&portrait).await.html.contains("在家，想跑货运"));
        assert!(!clerk.get("/gov/ledgers/veterans?idle=30").await.html.contains(&portrait));

        // It was somebody else's paper.
        let page = clerk.get(&portrait).await;
        let fact = page.value("corrects");
        clerk.post(&facts, &[("corrects", &fact), ("void", "yes")]).await;
        let page = clerk.get(&portrait).await.html;
        assert!(page.contains("已经改过") && page.contains("不在哪一本里"));
        assert!(clerk.get("/gov/ledgers/veterans?state=out").await.html.contains(&portrait));
        for path in ["/gov/ledgers/nothing", "/gov/ledgers?region=350200000000"] {
            assert!(clerk.get(path).await.status.is_client_error(), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_carries_who_took_it_and_why_and_nobody_takes_it_without_a_reason() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut me = town.browser();
        me.register("13800000009", &[]).await;
        let mut desk = at_the_desk(&town, "city.official", Role::Official, "350100000000").await;
        let id: String = town.world.store.one("select id from worker limit 1", vec![]).await.unwrap();
        let fact = [("what", "domestic_work.yes"), ("from", "2026-01-01"), ("source", "person")];
        desk.post(&format!("/gov/people/{id}/facts"), &fact).await;
        let ask = format!("/gov/people/{id}/ledgers/domestic/verify");
        let none = desk.post(&ask, &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "no register of commerce is connected");
        let export = "/gov/ledgers/domestic/export?region=350102000000&state=in";
        let refused = desk.post(export, &[("reason", "啊")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let file = desk.post(export, &[("reason", "走访分片用")]).await;
        assert_eq!(file.status, StatusCode::OK);
        let lines: Vec<&str> = file.html.lines().collect();
        assert!(
            file.html.contains("周小满") && file.html.contains("走访分片用") && file.html.contains("鼓楼区")
        );
        assert!(lines.last().unwrap().contains("周小满") && lines.last().unwrap().contains(&id));
        assert!(file.html.contains("林*英") && !file.html.contains("林秀英"));
        town.settle().await;
        let last = town.world.store.entries_after(0, 1_000).await.unwrap().pop().unwrap();
        assert_eq!(last.name, "ledger.export");
        let exit = format!("/gov/people/{id}/ledgers/domestic/exit");
        assert_eq!(desk.post(&exit, &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = desk.post(&exit, &[("reason", "搬去外省了")]).await;
        assert!(gone.location.ends_with("?done=released"));
        let mut clerk = at_the_desk(&town, "station.clerk", Role::Staff, "350102000000").await;
        assert!(!clerk.get("/gov/ledgers/domestic").await.html.contains("/export"));
    })
    .await;
}

#[tokio::test]
async fn a_counsellor_sees_a_person_whole_only_with_their_consent_and_not_the_words() {
    each_engine(async |world| {
        use features::{ledgers, portrait};
        let town = Town::new(world);
        let mut me = town.browser();
        me.register("13800000009", &[]).await;
        let store = &town.world.store;
        let id: String = store.one("select id from worker limit 1", vec![]).await.unwrap();
        let worker = id.parse().unwrap();
        let region: kernel::RegionCode = "350100000000".parse().unwrap();
        let here = town.world.appoint("city.counsellor", Role::Counsellor, "350100000000").await;
        let official =
            Actor::signed_in(here.account, None, vec![Grant::new(Role::Official, region, None).unwrap()]);
        let fact = ledgers::NewFact {
            kind: ledger::Kind::Need,
            value: "protection".into(),
            from: "2026-02-01".parse().unwrap(),
            to: None,
            source: ledgers::FactSource::Person,
            note: "欠薪的事别让老板知道".into(),
            corrects: None,
            void: false,
        };
        ledgers::record(store, &official, worker, fact).await.unwrap();
        let mut desk = town.browser();
        desk.get("/staff/sign-in").await;
        desk.post("/staff/sign-in", &[("login", "city.counsellor"), ("password", PASSWORD)]).await;
        let refused = desk.get(&format!("/gov/people/{id}/portrait")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        let trusted = here.actor.clone().with_consent(worker);
        let seen = portrait::portrait(store, &trusted, worker).await.unwrap();
        assert_eq!(seen.needs[0].need, ledger::Need::Protection);
        assert!(seen.facts.iter().all(|fact| fact.note.is_empty()));
        let whole = portrait::portrait(store, &official, worker).await.unwrap();
        assert!(whole.facts.iter().any(|fact| !fact.note.is_empty()));
    })
    .await;
}
