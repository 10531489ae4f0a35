//! Who acts for an employer, and what it may correct, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{World, code, each_engine};
use features::{
    accounts::SignedIn,
    employers::{self, EmployerKind, EmployerState, MOST, MemberRole, New, Verdict},
    views,
};
use kernel::{Actor, CreditCode, EmployerId, GrantId, Phone};

const BOSS: &str = "13805910021";
const HAND: &str = "13805910022";

fn phone(text: &str) -> Phone {
    text.parse().unwrap()
}

fn shop_of(name: &str, kind: EmployerKind, code: Option<&str>) -> New {
    New {
        kind,
        name: name.into(),
        credit_code: code.map(|code| CreditCode::with_check(code).unwrap()),
        region: "350102000000".parse().unwrap(),
        address: Some("八一七北路1号".into()),
    }
}

fn company() -> New {
    shop_of("福州榕树餐饮有限公司", EmployerKind::Company, Some("91350102MA2XYABC1"))
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

/// The grant with which somebody acts, or is asked to.
async fn grant_of(w: &World, actor: &Actor, shop: EmployerId, me: bool) -> GrantId {
    let members = views::members(&w.store, actor, shop).await.unwrap();
    members.iter().find(|member| member.me == me).unwrap().grant
}

/// Asks somebody, who agrees.
async fn joined(w: &World, boss: &Actor, shop: EmployerId, number: &str) -> SignedIn {
    employers::invite_member(&w.store, boss, shop, &phone(number), MemberRole::Owner).await.unwrap();
    let token = w.token_again(number).await;
    let asked = w.here(&token).await;
    let waiting = views::invitations(&w.store, &asked.actor, asked.account).await.unwrap();
    employers::answer_invitation(&w.store, &asked.actor, asked.account, waiting[0].id, true).await.unwrap();
    w.here(&token).await
}

#[tokio::test]
async fn a_member_is_asked_agrees_acts_at_once_and_is_removed_at_once() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        w.clock.advance(common::minutes(1));
        // Nobody has signed in with this phone yet; the question waits for them.
        employers::invite_member(s, &boss.actor, shop, &phone(HAND), MemberRole::Owner).await.unwrap();
        let before = entries(&w).await;
        employers::invite_member(s, &boss.actor, shop, &phone(HAND), MemberRole::Owner).await.unwrap();
        assert_eq!(entries(&w).await, before, "a second click asks nothing");

        let token = w.token(HAND).await;
        let hand = w.here(&token).await;
        assert_eq!(hand.employers, [], "who has not agreed acts for nobody");
        assert_eq!(code(views::members(s, &hand.actor, shop).await), "not_found");
        let seen = views::members(s, &boss.actor, shop).await.unwrap();
        assert!(!seen[1].agreed && seen[1].name_masked.is_none() && seen[1].phone_masked.contains('*'));
        let waiting = views::invitations(s, &hand.actor, hand.account).await.unwrap();
        let answer = async |who: &SignedIn, agree| {
            employers::answer_invitation(s, &who.actor, who.account, waiting[0].id, agree).await
        };
        assert_eq!(code(answer(&boss, true).await), "not_found", "nobody answers for another");
        answer(&hand, true).await.unwrap();
        answer(&hand, true).await.unwrap();
        assert_eq!(
            code(answer(&hand, false).await),
            "not_found",
            "who has agreed leaves, and does not decline"
        );
        let hand = w.here(&token).await;
        assert_eq!(hand.employers, [shop]);
        assert!(views::invitations(s, &hand.actor, hand.account).await.unwrap().is_empty());

        let founder = grant_of(&w, &hand.actor, shop, false).await;
        employers::remove_member(s, &hand.actor, shop, founder).await.unwrap();
        let own = grant_of(&w, &hand.actor, shop, true).await;
        assert_eq!(code(employers::remove_member(s, &hand.actor, shop, own).await), "employer.last_member");
        assert_eq!(code(employers::remove_member(s, &hand.actor, shop, founder).await), "not_found");
        let gone = w.here(&w.token_again(BOSS).await).await;
        assert_eq!(gone.employers, []);
        // A request that was under way when the right was taken finds it gone as well.
        let back = employers::invite_member(s, &boss.actor, shop, &phone(BOSS), MemberRole::Owner).await;
        assert_eq!(code(back), "not_found");
    })
    .await;
}

#[tokio::test]
async fn who_declines_or_is_asked_no_longer_acts_for_nobody() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        let hand = w.sign_in(HAND).await;
        for taken_back in [false, true] {
            employers::invite_member(s, &boss.actor, shop, &phone(HAND), MemberRole::Owner).await.unwrap();
            let waiting = views::invitations(s, &hand.actor, hand.account).await.unwrap();
            // An invitation is no member: the boss cannot leave on the strength of it.
            let own = grant_of(&w, &boss.actor, shop, true).await;
            assert_eq!(
                code(employers::remove_member(s, &boss.actor, shop, own).await),
                "employer.last_member"
            );
            if taken_back {
                employers::remove_member(s, &boss.actor, shop, waiting[0].id).await.unwrap();
            } else {
                let (actor, account) = (&hand.actor, hand.account);
                employers::answer_invitation(s, actor, account, waiting[0].id, false).await.unwrap();
            }
            let late = employers::answer_invitation(s, &hand.actor, hand.account, waiting[0].id, true).await;
            assert_eq!(code(late), "not_found");
            assert_eq!(views::members(s, &boss.actor, shop).await.unwrap().len(), 1);
        }
        // Being asked by somebody keeps nobody from a firm of their own.
        employers::invite_member(s, &boss.actor, shop, &phone(HAND), MemberRole::Owner).await.unwrap();
        let own = shop_of("自己的店", EmployerKind::Company, Some("91350102MA2XYABC7"));
        employers::register(s, &hand.actor, hand.account, own).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_who_remove_each_other_at_the_same_moment_leave_one() {
    each_engine(async |w: World| {
        let (s, (mut boss, shop)) = (&w.store, with_shop(&w).await);
        for n in 0..5 {
            let hand = joined(&w, &boss.actor, shop, &format!("1390591003{n}")).await;
            let (mine, theirs) =
                (grant_of(&w, &boss.actor, shop, true).await, grant_of(&w, &boss.actor, shop, false).await);
            // Both were asked while both still acted for it, as two requests in flight are.
            let (one, two) = tokio::join!(
                employers::remove_member(s, &boss.actor, shop, theirs),
                employers::remove_member(s, &hand.actor, shop, mine),
            );
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            if two.is_ok() {
                boss = hand;
            }
            assert_eq!(views::members(s, &boss.actor, shop).await.unwrap().len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn members_are_no_more_than_fifty_and_nobody_elses_business() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, with_shop(&w).await);
        for n in 1..MOST {
            let asked = phone(&format!("1390591{n:04}"));
            employers::invite_member(s, &boss.actor, shop, &asked, MemberRole::Owner).await.unwrap();
        }
        let more =
            employers::invite_member(s, &boss.actor, shop, &phone("13905919999"), MemberRole::Owner).await;
        assert_eq!(code(more), "employer.members_full");
        assert_eq!(views::members(s, &boss.actor, shop).await.unwrap().len(), MOST);

        let stranger = w.sign_in("13705910001").await;
        let own = grant_of(&w, &boss.actor, shop, true).await;
        for actor in [&stranger.actor, &w.official("350102000000").await.actor] {
            let phone = &phone(HAND);
            assert_eq!(code(views::members(s, actor, shop).await), "not_found");
            assert_eq!(
                code(employers::invite_member(s, actor, shop, phone, MemberRole::Owner).await),
                "not_found"
            );
            assert_eq!(code(employers::remove_member(s, actor, shop, own).await), "not_found");
            assert_eq!(code(employers::update(s, actor, shop, company()).await), "not_found");
        }
        let visitor = Actor::visitor();
        assert_eq!(
            code(employers::invite_member(s, &visitor, shop, &phone(HAND), MemberRole::Owner).await),
            "access.sign_in"
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_name_or_code_is_looked_at_again_and_a_new_address_is_not() {
    each_engine(async |w: World| {
        let (s, (boss, id)) = (&w.store, with_shop(&w).await);
        let official = w.official("350000000000").await.actor;
        employers::verify(s, &official, id, Verdict::Verified, "seen", None).await.unwrap();
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
        employers::verify(s, &official, id, Verdict::Suspended, "seen", None).await.unwrap();
        employers::update(s, &boss.actor, id, company()).await.unwrap();
        assert_eq!(state().await, EmployerState::Suspended);

        let other = w.sign_in(HAND).await;
        let second = shop_of("二店", EmployerKind::Company, Some("91350102MA2XYABC2"));
        employers::register(s, &other.actor, other.account, second).await.unwrap();
        let taken = shop_of("大榕树", EmployerKind::Company, Some("91350102MA2XYABC2"));
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
        let home = shop_of("陈小明", EmployerKind::Household, None);
        let id = employers::register(&w.store, &here.actor, here.account, home.clone()).await.unwrap();
        let here = w.here(&token).await;
        let told = New { name: "陈晓明".into(), address: Some("三坊七巷 9 号".into()), ..home };
        employers::update(&w.store, &here.actor, id, told).await.unwrap();
        let row = employers::row(&w.store, id).await.unwrap();
        assert_eq!(row.open_name(w.store.vault()).unwrap(), "陈晓明");
        assert_eq!(row.open_address(w.store.vault()).unwrap().as_deref(), Some("三坊七巷 9 号"));
        let other =
            employers::invite_member(&w.store, &here.actor, id, &phone(HAND), MemberRole::Owner).await;
        assert_eq!(code(other), "employer.household_alone");
        for line in w.dump().await {
            for word in ["陈晓明", "三坊七巷 9 号", "陈小明"] {
                assert!(!common::holds(&line, word), "{line}");
            }
        }
    })
    .await;
}
