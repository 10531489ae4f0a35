//! A clerk who fills a day across employers, and an employer who invites whom they have not met.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use axum::http::StatusCode;
use browsing::{Browser, Town, open_job};
use common::{PASSWORD, each_engine};
use features::employers;
use kernel::Role;

async fn clerk(town: &Town, login: &str, region: &str) {
    town.world.appoint(login, Role::Staff, region).await;
}

async fn at_the_desk<'a>(town: &'a Town, login: &str) -> Browser<'a> {
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    let entered = desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html);
    desk
}

#[tokio::test]
async fn a_clerk_recommends_and_both_sides_hear_of_it() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut lin) = (town.browser(), town.browser());
        let job = open_job(&town, &mut boss).await.replace("/employer", "");
        clerk(&town, "clerk", "350102000000").await;
        clerk(&town, "far.away", "350111000000").await;
        lin.register("13800000009", &[]).await;
        let mut desk = at_the_desk(&town, "clerk").await;
        assert_eq!(desk.get("/gov").await.location, "/station");
        assert!(desk.get("/gov/crew").await.html.contains("这一天还没有人在等"));
        lin.post(&format!("{job}/apply"), &[]).await;

        let page = desk.get("/gov/crew").await.html;
        assert!(page.contains("搬家帮手") && page.contains("林*英") && !page.contains("林秀英"), "{page}");
        assert!(!page.contains("/gov/journal") && !page.contains("/gov/review"), "a clerk decides nothing");
        for closed in ["/gov/review", "/gov/employers", "/gov/journal"] {
            assert_eq!(desk.get(closed).await.status, StatusCode::FORBIDDEN, "{closed}");
        }
        desk.get("/gov/crew").await;
        assert_eq!(desk.post("/gov/crew", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let offer =
            page.split("name=\"offer\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

        let mut other = at_the_desk(&town, "far.away").await;
        other.get("/gov/crew").await;
        let strange = other.post("/gov/crew", &[("offer", &offer)]).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get("/gov/crew?region=350102000000").await.status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            let sent = desk.post("/gov/crew", &[("offer", &offer), ("day", "7")]).await;
            assert!(sent.location.starts_with("/gov/crew?region=350102000000&day=7&"), "{}", sent.location);
            assert!(sent.location.ends_with("&done=recommended"), "{} {}", sent.location, sent.html);
        }
        town.settle().await;
        let told = lin.get("/messages").await.html;
        assert_eq!(told.matches("零工驿站把你推荐给").count(), 1, "{told}");
        let told = boss.get("/messages").await.html;
        assert!(told.contains("零工驿站推荐林*英来干「搬家帮手」"), "{told}");
        assert!(boss.get("/employer/crew").await.html.contains("看过或推荐过"));
    })
    .await;
}

#[tokio::test]
async fn whoever_lets_themselves_be_found_is_invited_without_a_name() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut lin, mut wu) = (town.browser(), town.browser(), town.browser());
        let job = open_job(&town, &mut boss).await;
        let people = format!("{job}/people");
        lin.register("13800000009", &[("findable", "yes"), ("has", "own_tools")]).await;
        wu.register("13800000008", &[]).await;
        assert!(lin.get("/me/register").await.html.contains("name=\"findable\" value=\"yes\" checked"));
        assert!(lin.get("/me/resume").await.html.contains("自带工具"));
        town.settle().await;

        // A household that nobody has verified sees nobody and is told why.
        let refused = boss.get(&people).await.html;
        assert!(refused.contains("核验过的用工方才能请人") && !refused.contains("自带工具"), "{refused}");
        let official = town.world.official("350100000000").await;
        let own = employers::for_account(&town.world.store, account(&town).await).await.unwrap();
        let verdict = employers::Verdict::Verified;
        employers::verify(&town.world.store, &official.actor, own[0].id, verdict, "看过", None)
            .await
            .unwrap();

        let seen = boss.get(&people).await.html;
        let actions: Vec<&str> = seen.split("action=\"").filter_map(|rest| rest.split('"').next()).collect();
        let invite: Vec<_> = actions.iter().filter(|path| path.starts_with(&people)).collect();
        assert_eq!(invite.len(), 1, "only whoever agreed: {seen}");
        assert!(seen.contains("自带工具") && !seen.contains("林*英") && !seen.contains("138"), "{seen}");
        for _ in 0..2 {
            assert_eq!(boss.post(invite[0], &[]).await.location, format!("{people}?done=invited"));
        }
        town.settle().await;
        assert!(boss.get(&people).await.html.contains("请过了，等他来报名"));
        let told = lin.get("/messages").await.html;
        assert_eq!(told.matches("请你看看「搬家帮手」").count(), 1, "{told}");
        assert!(told.contains(&job.replace("/employer", "")), "{told}");
        let stranger = wu.get(&people).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        assert_eq!(wu.post(invite[0], &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// The account of the household that posted.
async fn account(town: &Town) -> kernel::AccountId {
    let sql = "select account_id from role_grant where role = 'employer'";
    town.world.store.one::<String>(sql, vec![]).await.unwrap().parse().unwrap()
}
