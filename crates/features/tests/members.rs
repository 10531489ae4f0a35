//! Who acts for an employer, and what it may correct, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{World, code, each_engine};
use features::{
    accounts::SignedIn,
    employers::{self, EmployerKind, EmployerState, MOST, New, Verdict},
    views,
};
use kernel::{Actor, CreditCode, EmployerId, Phone};

const BOSS: &str = "13805910021";
const HAND: &str = "13805910022";

fn phone(text: &str) -> Phone {
    text.parse().unwrap()
}

fn shop(name: &str, kind: EmployerKind, code: Option<&str>) -> New {
    New {
        kind,
        name: name.into(),
        credit_code: code.map(|code| CreditCode::with_check(code).unwrap()),
        region: "350102000000".parse().unwrap(),
        address: Some("八一七北路1号".into()),
    }
}

fn company() -> New {
    shop("福州榕树餐饮有限公司", EmployerKind::Company, Some("91350102MA2XYABC1"))
}

async fn with_shop(w: &World) -> (SignedIn, EmployerId) {
    let token = w.token(BOSS).await;
    let here = w.here(&token).await;
    let id = employers::register(&w.store, &here.actor, here.account, company()).await.unwrap();
    (w.here(&token).await, id)
}

async fn entries(w: &World) -> i64 {
    w.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap()
}

#[tokio::test]
async fn a_member_is_added_once_acts_at_once_and_is_removed_at_once() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        w.clock.advance(common::minutes(1));
        // Nobody has signed in with this phone yet; the right is there when they do.
        employers::add_member(s, &boss.actor, shop, &phone(HAND)).await.unwrap();
        let before = entries(&w).await;
        employers::add_member(s, &boss.actor, shop, &phone(HAND)).await.unwrap();
        assert_eq!(entries(&w).await, before, "a second click adds nothing");

        let token = w.token(HAND).await;
        let hand = w.here(&token).await;
        assert_eq!(hand.employers, [shop]);
        let seen = views::members(s, &hand.actor, shop).await.unwrap();
        assert_eq!(seen.iter().map(|m| m.account).collect::<Vec<_>>(), [boss.account, hand.account]);
        assert!(seen.iter().all(|m| m.name_masked.is_none() && m.phone_masked.contains('*')));

        employers::remove_member(s, &hand.actor, shop, boss.account).await.unwrap();
        let boss = w.here(&w.token_again(BOSS).await).await;
        assert_eq!(boss.employers, []);
        assert_eq!(code(views::members(s, &boss.actor, shop).await), "not_found");
        assert_eq!(code(employers::add_member(s, &boss.actor, shop, &phone(BOSS)).await), "not_found");
        let last = employers::remove_member(s, &hand.actor, shop, hand.account).await;
        assert_eq!(code(last), "employer.last_member");
        let gone = employers::remove_member(s, &hand.actor, shop, boss.account).await;
        assert_eq!(code(gone), "not_found");
        employers::add_member(s, &hand.actor, shop, &phone(BOSS)).await.unwrap();
        assert_eq!(views::members(s, &hand.actor, shop).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_who_remove_each_other_at_the_same_moment_leave_one() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        for _ in 0..5 {
            employers::add_member(s, &boss.actor, shop, &phone(HAND)).await.unwrap();
            let hand = views::members(s, &boss.actor, shop).await.unwrap();
            let hand = hand.iter().find(|m| m.account != boss.account).unwrap().account;
            // Both were asked while both still acted for it, as two requests in flight are.
            let (one, two) = tokio::join!(
                employers::remove_member(s, &boss.actor, shop, hand),
                employers::remove_member(s, &boss.actor, shop, boss.account),
            );
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            let left = views::members(s, &boss.actor, shop).await.unwrap();
            assert_eq!(left.len(), 1);
            if left[0].account != boss.account {
                employers::add_member(s, &boss.actor, shop, &phone(BOSS)).await.unwrap();
                employers::remove_member(s, &boss.actor, shop, hand).await.unwrap();
            }
        }
    })
    .await;
}

#[tokio::test]
async fn members_are_no_more_than_a_household_of_fifty_and_nobody_elses_business() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        for n in 1..MOST {
            let added = phone(&format!("1390591{n:04}"));
            employers::add_member(s, &boss.actor, shop, &added).await.unwrap();
        }
        let more = employers::add_member(s, &boss.actor, shop, &phone("13905919999")).await;
        assert_eq!(code(more), "employer.members_full");
        assert_eq!(views::members(s, &boss.actor, shop).await.unwrap().len(), MOST);

        let stranger = w.sign_in("13705910001").await;
        for actor in [&stranger.actor, &w.official("350102000000").await.actor] {
            let (boss, phone) = (boss.account, &phone(HAND));
            assert_eq!(code(views::members(s, actor, shop).await), "not_found");
            assert_eq!(code(employers::add_member(s, actor, shop, phone).await), "not_found");
            assert_eq!(code(employers::remove_member(s, actor, shop, boss).await), "not_found");
            assert_eq!(code(employers::update(s, actor, shop, company()).await), "not_found");
        }
        let visitor = Actor::visitor();
        assert_eq!(code(employers::add_member(s, &visitor, shop, &phone(HAND)).await), "access.sign_in");
    })
    .await;
}

#[tokio::test]
async fn a_new_name_or_code_is_looked_at_again_and_a_new_address_is_not() {
    each_engine(async |w: World| {
        let (s, (boss, id)) = (&w.store, with_shop(&w).await);
        let official = w.official("350000000000").await.actor;
        employers::verify(s, &official, id, Verdict::Verified, "").await.unwrap();
        let state = async || employers::row(s, id).await.unwrap().state;

        let before = entries(&w).await;
        employers::update(s, &boss.actor, id, company()).await.unwrap();
        assert_eq!(entries(&w).await, before, "the same once more changes nothing");
        let moved = New { address: Some("东街口 2 号".into()), ..company() };
        employers::update(s, &boss.actor, id, moved).await.unwrap();
        assert_eq!(state().await, EmployerState::Verified);
        let renamed = New { name: "福州大榕树餐饮有限公司".into(), ..company() };
        employers::update(s, &boss.actor, id, renamed.clone()).await.unwrap();
        assert_eq!(state().await, EmployerState::Unverified);

        // Suspended stays suspended: a new name is no way out.
        employers::verify(s, &official, id, Verdict::Suspended, "").await.unwrap();
        employers::update(s, &boss.actor, id, company()).await.unwrap();
        assert_eq!(state().await, EmployerState::Suspended);

        let other = w.sign_in(HAND).await;
        let second = shop("二店", EmployerKind::Company, Some("91350102MA2XYABC2"));
        employers::register(s, &other.actor, other.account, second).await.unwrap();
        let taken = shop("大榕树", EmployerKind::Company, Some("91350102MA2XYABC2"));
        assert_eq!(code(employers::update(s, &boss.actor, id, taken).await), "employer.credit_code_taken");
        let bare = New { credit_code: None, ..company() };
        assert_eq!(code(employers::update(s, &boss.actor, id, bare).await), "employer.credit_code_needed");
        // The kind is not theirs to change.
        let household = New { kind: EmployerKind::Household, ..company() };
        employers::update(s, &boss.actor, id, household).await.unwrap();
        assert_eq!(employers::row(s, id).await.unwrap().kind, EmployerKind::Company);
    })
    .await;
}

#[tokio::test]
async fn a_households_new_words_are_sealed_like_the_old() {
    each_engine(async |w: World| {
        let token = w.token(BOSS).await;
        let here = w.here(&token).await;
        let home = shop("陈小明", EmployerKind::Household, None);
        let id = employers::register(&w.store, &here.actor, here.account, home.clone()).await.unwrap();
        let here = w.here(&token).await;
        let told = New { name: "陈晓明".into(), address: Some("三坊七巷 9 号".into()), ..home };
        employers::update(&w.store, &here.actor, id, told).await.unwrap();
        let row = employers::row(&w.store, id).await.unwrap();
        assert_eq!(row.open_name(w.store.vault()).unwrap(), "陈晓明");
        assert_eq!(row.open_address(w.store.vault()).unwrap().as_deref(), Some("三坊七巷 9 号"));
        for line in w.dump().await {
            for word in ["陈晓明", "三坊七巷 9 号", "陈小明"] {
                assert!(!common::holds(&line, word), "{line}");
            }
        }
    })
    .await;
}
