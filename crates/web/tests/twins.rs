//! An official who finds that somebody is registered twice, and takes it back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use axum::http::StatusCode;
use browsing::{Browser, Town, open_job};
use common::{PASSWORD, each_engine};
use features::twins;
use kernel::Role;

async fn at_the_desk<'a>(town: &'a Town, login: &str, role: Role, region: &str) -> Browser<'a> {
    town.world.appoint(login, role, region).await;
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    desk
}

#[tokio::test]
async fn one_person_with_two_phones_becomes_one_and_two_again() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut old, mut new) = (town.browser(), town.browser(), town.browser());
        let job = open_job(&town, &mut boss).await.replace("/employer", "");
        old.register("13800000009", &[]).await;
        new.register("13800000008", &[]).await;
        old.post(&format!("{job}/apply"), &[]).await;
        let mut desk = at_the_desk(&town, "city.official", Role::Official, "350100000000").await;
        assert!(desk.get("/gov/people").await.html.contains("/gov/twins?region="));
        assert!(desk.get("/gov/twins").await.html.contains("没有看着像登记了两次的"));
        twins::scan(&town.world.store).await.unwrap();

        let page = desk.get("/gov/twins").await;
        assert!(page.html.contains("林*英") && !page.html.contains("林秀英"), "{}", page.html);
        assert!(page.html.contains("差一个数字") && !page.html.contains("name=\"two_numbers\""));
        let (a, b) = (page.value("a"), page.value("b"));
        let empty = desk.post("/gov/twins/merge", &[("a", &a), ("b", &b), ("reason", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for path in ["/gov/twins/merge", "/gov/twins/apart"] {
            let lost = desk.post(path, &[("a", &a), ("b", "nobody"), ("reason", "看过证件")]).await;
            assert_eq!(lost.status, StatusCode::NOT_FOUND, "{path}");
        }
        for _ in 0..2 {
            let done = desk.post("/gov/twins/merge", &[("a", &a), ("b", &b), ("reason", "看过证件")]).await;
            assert_eq!(
                (done.status, done.location.as_str()),
                (StatusCode::SEE_OTHER, "/gov/twins?done=merged")
            );
        }
        assert!(desk.get("/gov/twins").await.html.contains("没有看着像登记了两次的"));

        // Either phone is the same person now.
        assert!(new.get(&job).await.html.contains("报"), "the job");
        let mine = new.get("/me").await.html;
        assert!(mine.contains("搬家帮手"), "{mine}");
        town.settle().await;
        assert!(new.get("/messages").await.html.contains("你的两份登记算成一个人了"));

        // The person has one page, whichever record is asked for, and on it the way back.
        let (first, second) =
            (desk.get(&format!("/gov/people/{a}")).await, desk.get(&format!("/gov/people/{b}")).await);
        let (kept, shown) = if first.status == StatusCode::OK { (a, first) } else { (b, second) };
        assert!(shown.html.contains("合进来的登记") && shown.html.contains("看过证件"));
        let split = shown.html.split("action=\"/gov/twins/").nth(1).unwrap().split('"').next().unwrap();
        let split = format!("/gov/twins/{split}");
        assert!(split.ends_with("/split"), "{split}");

        let mut other = at_the_desk(&town, "far.official", Role::Official, "350111000000").await;
        other.get("/gov/twins").await;
        let fields = [("person", kept.as_str()), ("reason", "认错人了")];
        assert_eq!(other.post(&split, &fields).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get("/gov/twins?region=350102000000").await.status, StatusCode::FORBIDDEN);
        assert_eq!(new.get("/gov/twins").await.status, StatusCode::FORBIDDEN);

        desk.get(&format!("/gov/people/{kept}")).await;
        let done = desk.post(&split, &fields).await;
        assert_eq!(done.location, format!("/gov/people/{kept}?done=split"), "{}", done.html);
        assert!(!desk.get(&format!("/gov/people/{kept}")).await.html.contains("合进来的登记"));
        assert!(!new.get("/me").await.html.contains("搬家帮手"));
        assert!(old.get("/me").await.html.contains("搬家帮手"));
    })
    .await;
}

#[tokio::test]
async fn a_clerk_says_that_two_are_two() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut one, mut two) = (town.browser(), town.browser());
        one.register("13800000009", &[]).await;
        two.register("13800000008", &[]).await;
        twins::scan(&town.world.store).await.unwrap();
        let mut desk = at_the_desk(&town, "clerk", Role::Staff, "350102000000").await;
        let page = desk.get("/gov/twins").await;
        let (a, b) = (page.value("a"), page.value("b"));
        let done = desk.post("/gov/twins/apart", &[("a", &a), ("b", &b), ("reason", "是一对姐妹")]).await;
        assert_eq!(done.location, "/gov/twins?done=apart", "{}", done.html);
        twins::scan(&town.world.store).await.unwrap();
        assert!(desk.get("/gov/twins").await.html.contains("没有看着像登记了两次的"));
    })
    .await;
}
