//! Offices given and taken back, the rule of two persons, and the second step of a sign-in, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{PASSWORD, World, code, each_engine};
use features::{
    accounts::{self, Entered, Proof, SignedIn},
    offices::{self, Giving, Which},
    proposals::{self, Lapse, ProposalState, Verdict},
};
use kernel::{Actor, Error, Micros, Role};
use store::{Reconciler as _, args};
use totp_rs::{Builder, Secret};

const PROVINCE: &str = "350000000000";
const FUZHOU: &str = "350100000000";
const GULOU: &str = "350102000000";
const XIAMEN: &str = "350200000000";

fn giving(w: &World, login: &str, role: Role, region: &str) -> Giving {
    Giving {
        login: login.into(),
        name: Some("周小满".parse().unwrap()),
        role,
        region: region.parse().unwrap(),
        until: w.store.now() + 300 * Micros::DAY,
        reason: "人手不够".into(),
    }
}

async fn entries(w: &World) -> i64 {
    w.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap()
}

async fn founders(w: &World) -> (SignedIn, SignedIn) {
    (w.official(PROVINCE).await, w.founder("second.official", PROVINCE).await)
}

async fn actor_of(w: &World, login: &str) -> Actor {
    w.here(&w.office_token(login, PASSWORD).await).await.actor
}

#[tokio::test]
async fn one_gives_what_needs_one_and_nobody_learns_the_password() {
    each_engine(async |w: World| {
        let (s, (first, _)) = (&w.store, founders(&w).await);
        let given = offices::give(s, &first.actor, giving(&w, "huang", Role::Staff, GULOU)).await.unwrap();
        assert_eq!(given.proposal, None);
        let token = given.token.unwrap();
        let entered = accounts::staff_sign_in(s, "huang", "anything at all", "t").await;
        assert_eq!(code(entered), "session.password_wrong", "nobody comes in before the password is chosen");
        assert_eq!(code(accounts::activate(s, &token, "short", "t").await), "staff.password_weak");
        assert_eq!(
            code(accounts::activate(s, &token, "huang-huang-huang", "t").await),
            "staff.password_weak"
        );
        let session = accounts::activate(s, &token, PASSWORD, "t").await.unwrap();
        assert_eq!(w.here(&session.token).await.actor.grants()[0].role(), Role::Staff);
        assert_eq!(
            code(accounts::activate(s, &token, "another password", "t").await),
            "staff.activation_wrong"
        );
        actor_of(&w, "huang").await;

        // The same again, an office more, and what does not go together.
        let again = offices::give(s, &first.actor, giving(&w, "huang", Role::Staff, GULOU)).await;
        assert_eq!(code(again), "grant.held");
        let more =
            offices::give(s, &first.actor, giving(&w, "huang", Role::Counsellor, FUZHOU)).await.unwrap();
        assert_eq!(more.token, None, "the password stays");
        let apart = offices::give(s, &first.actor, giving(&w, "huang", Role::Operator, PROVINCE)).await;
        assert_eq!(code(apart), "grant.apart");
        let own = offices::give(s, &first.actor, giving(&w, "first.official", Role::Staff, GULOU)).await;
        assert_eq!(code(own), "grant.self");
        for (until, refused) in [(0, "grant.term"), (800, "grant.term")] {
            let until = w.store.now() + until * Micros::DAY;
            let long = Giving { until, ..giving(&w, "li.wei", Role::Staff, GULOU) };
            assert_eq!(code(offices::give(s, &first.actor, long).await), refused);
        }
        let nameless = Giving { name: None, ..giving(&w, "li.wei", Role::Staff, GULOU) };
        assert_eq!(code(offices::give(s, &first.actor, nameless).await), "text.empty");
        for role in [Role::Worker, Role::Employer, Role::Visitor, Role::System] {
            assert_eq!(
                code(offices::give(s, &first.actor, giving(&w, "li.wei", role, GULOU)).await),
                "grant.role"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_needs_two_waits_for_another_and_is_done_once() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let given = offices::give(s, &first.actor, giving(&w, "chen", Role::Official, FUZHOU)).await.unwrap();
        let proposal = given.proposal.unwrap();
        assert_eq!(given.token, None, "whoever proposes holds no key to it");
        let small = offices::give(s, &second.actor, giving(&w, "chen", Role::Staff, FUZHOU)).await;
        assert_eq!(code(small), "grant.meanwhile", "nor does whoever gives something smaller meanwhile");
        let twice = offices::give(s, &first.actor, giving(&w, "chen", Role::Finance, FUZHOU)).await;
        assert_eq!(code(twice), "grant.meanwhile", "one open proposal about one person");

        let decide = async |actor: &Actor, verdict, reason: &str| {
            offices::decide(s, actor, proposal, verdict, reason).await
        };
        assert_eq!(code(decide(&first.actor, Verdict::Approve, "").await), "proposal.own");
        assert_eq!(code(decide(&second.actor, Verdict::Refuse, "").await), "text.empty");
        let token = decide(&second.actor, Verdict::Approve, "").await.unwrap().unwrap();
        let session = accounts::activate(s, &token, PASSWORD, "t").await.unwrap();
        let before = entries(&w).await;
        let again = decide(&second.actor, Verdict::Approve, "").await.unwrap();
        assert_eq!(again, None, "a second click opens no account that has a password");
        assert_eq!(entries(&w).await, before, "a second click does nothing");
        assert_eq!(code(decide(&second.actor, Verdict::Refuse, "too late").await), "proposal.decided");
        let held = w.here(&session.token).await.grants;
        assert_eq!((held.len(), held[0].role.as_str()), (1, "official"));
        assert_eq!(held[0].given_by, first.actor.account());
        assert!(held[0].expires_at.is_some());

        // He gives below him, and no further.
        let chen = w.here(&session.token).await.actor;
        offices::give(s, &chen, giving(&w, "gulou", Role::Staff, GULOU)).await.unwrap();
        for region in [XIAMEN, PROVINCE] {
            let beyond = offices::give(s, &chen, giving(&w, "beyond", Role::Staff, region)).await;
            assert_eq!(code(beyond), "access.forbidden");
        }
        assert_eq!(
            code(offices::holders(s, &chen, XIAMEN.parse().unwrap(), Which::Held(None), None, 20).await),
            "access.forbidden"
        );
        let here =
            offices::holders(s, &chen, FUZHOU.parse().unwrap(), Which::Held(None), None, 20).await.unwrap();
        assert_eq!(here.items.len(), 2);
    })
    .await;
}

/// A small office first, whose token its giver may have kept: approving a large one makes it worthless.
#[tokio::test]
async fn a_key_kept_from_a_small_office_does_not_open_a_large_one() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let small = offices::give(s, &first.actor, giving(&w, "ghost", Role::Staff, GULOU)).await.unwrap();
        let kept = small.token.unwrap();
        let other = offices::give(s, &second.actor, giving(&w, "ghost", Role::Counsellor, GULOU)).await;
        assert_eq!(other.unwrap().token, None, "an office more is no second key");
        let large =
            offices::give(s, &first.actor, giving(&w, "ghost", Role::Finance, PROVINCE)).await.unwrap();
        let city = w.appoint("city", Role::Official, FUZHOU).await;
        let proposal = large.proposal.unwrap();
        let token = offices::decide(s, &second.actor, proposal, Verdict::Approve, "").await.unwrap().unwrap();
        assert_eq!(code(accounts::activate(s, &kept, PASSWORD, "t").await), "staff.activation_wrong");

        // An official of a city approves below and gets no key to what reaches above.
        let below = offices::give(s, &first.actor, giving(&w, "ghost", Role::Official, GULOU)).await.unwrap();
        let below = below.proposal.unwrap();
        assert_eq!(offices::decide(s, &city.actor, below, Verdict::Approve, "").await.unwrap(), None);
        accounts::activate(s, &token, PASSWORD, "t").await.unwrap();
        assert_eq!(actor_of(&w, "ghost").await.grants().len(), 4);

        let namesake =
            Giving { name: Some("林琴".parse().unwrap()), ..giving(&w, "ghost", Role::Staff, XIAMEN) };
        assert_eq!(code(offices::give(s, &first.actor, namesake).await), "staff.login_taken");
        let own = offices::give(s, &first.actor, giving(&w, "city", Role::Finance, GULOU)).await.unwrap();
        let own = offices::decide(s, &city.actor, own.proposal.unwrap(), Verdict::Approve, "").await;
        assert_eq!(code(own), "proposal.own", "nobody decides on what is about them");
    })
    .await;
}

#[tokio::test]
async fn why_an_office_was_given_and_taken_back_is_on_record() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        w.appoint("money", Role::Finance, GULOU).await;
        let list = async |which| {
            let page = offices::holders(s, &first.actor, GULOU.parse().unwrap(), which, None, 20).await;
            page.unwrap().items.into_iter().map(|(row, told)| (row.login.unwrap(), told)).collect::<Vec<_>>()
        };
        let held = list(Which::Held(None)).await;
        assert!(held.len() == 2 && held.iter().all(|(_, told)| told.reason.as_deref() == Some("for a test")));
        assert_eq!(list(Which::Ended).await, []);
        offices::revoke(s, &second.actor, clerk.grants[0].id, "moved away").await.unwrap();
        w.clock.advance(366 * Micros::DAY);
        let ended = list(Which::Ended).await;
        let mut why: Vec<_> =
            ended.iter().map(|(login, told)| (login.as_str(), told.revoked.as_deref())).collect();
        why.sort_unstable();
        assert_eq!(why, [("clerk", Some("moved away")), ("money", None)]);
        assert_eq!(list(Which::Held(None)).await, []);
        assert!(w.dump().await.iter().all(|line| !line.contains("moved away")), "sealed");
    })
    .await;
}

#[tokio::test]
async fn a_right_that_was_lost_carries_no_proposal_and_two_who_approve_at_once_do_it_once() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let third = w.appoint("third", Role::Official, PROVINCE).await;
        let fourth = w.appoint("fourth", Role::Official, PROVINCE).await;
        let propose = async |actor: &Actor, login: &str| {
            offices::give(s, actor, giving(&w, login, Role::Finance, FUZHOU)).await.unwrap().proposal.unwrap()
        };
        let orphan = propose(&third.actor, "money").await;
        offices::revoke(s, &first.actor, third.grants[0].id, "moved away").await.unwrap();
        assert_eq!(
            code(offices::decide(s, &second.actor, orphan, Verdict::Approve, "").await),
            "proposal.lapsed_right"
        );
        offices::decide(s, &second.actor, orphan, Verdict::Refuse, "he is gone").await.unwrap();

        let open = propose(&first.actor, "cash").await;
        let (a, b) = tokio::join!(
            offices::decide(s, &second.actor, open, Verdict::Approve, ""),
            offices::decide(s, &fourth.actor, open, Verdict::Approve, ""),
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let given: i64 =
            s.one("select count(*) from role_grant where role = 'finance'", vec![]).await.unwrap();
        assert_eq!(given, 1);
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_withdrawn_by_its_own_and_lapses_by_itself() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let propose = async |login: &str| {
            let given = offices::give(s, &first.actor, giving(&w, login, Role::Auditor, PROVINCE)).await;
            given.unwrap().proposal.unwrap()
        };
        let one = propose("audit").await;
        w.clock.advance(Micros::SECOND);
        let two = propose("audit.two").await;
        assert_eq!(code(proposals::withdraw(s, &second.actor, one).await), "not_found");
        proposals::withdraw(s, &first.actor, one).await.unwrap();
        proposals::withdraw(s, &first.actor, one).await.unwrap();
        assert_eq!(
            code(offices::decide(s, &second.actor, one, Verdict::Approve, "").await),
            "proposal.decided"
        );
        let region = PROVINCE.parse().unwrap();
        assert_eq!(proposals::waiting(s, second.account, region).await.unwrap(), 1);
        assert_eq!(proposals::waiting(s, first.account, region).await.unwrap(), 0, "not one's own");

        w.clock.advance(14 * Micros::DAY);
        assert_eq!(
            code(offices::decide(s, &second.actor, two, Verdict::Approve, "").await),
            "proposal.decided"
        );
        assert_eq!(Lapse.run(s).await.unwrap(), 1);
        assert_eq!(Lapse.run(s).await.unwrap(), 0);
        let (first, _) = (w.official(PROVINCE).await, ());
        let decided = proposals::list(s, &first.actor, region, false, None, 20).await.unwrap();
        let states: Vec<_> = decided.items.iter().map(|row| row.state).collect();
        assert_eq!(states, [ProposalState::Lapsed, ProposalState::Withdrawn]);
        let (reason, _) = decided.items[0].open_reasons(s.vault()).unwrap();
        assert_eq!(reason, "人手不够");
        assert_eq!(proposals::list(s, &first.actor, region, true, None, 20).await.unwrap().items, []);
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_is_gone_with_the_next_click_and_a_region_keeps_an_official() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let token = w.office_token("clerk", PASSWORD).await;
        assert_eq!(code(offices::revoke(s, &first.actor, clerk.grants[0].id, "").await), "text.empty");
        offices::revoke(s, &first.actor, clerk.grants[0].id, "moved away").await.unwrap();
        let before = entries(&w).await;
        offices::revoke(s, &first.actor, clerk.grants[0].id, "moved away").await.unwrap();
        assert_eq!(entries(&w).await, before);
        assert_eq!(w.here(&token).await.actor.grants(), []);

        let city = w.appoint("city", Role::Official, FUZHOU).await;
        assert_eq!(code(offices::revoke(s, &city.actor, first.grants[0].id, "a coup").await), "not_found");
        offices::revoke(s, &second.actor, first.grants[0].id, "retired").await.unwrap();
        let last = offices::revoke(s, &second.actor, second.grants[0].id, "retired").await;
        assert_eq!(code(last), "grant.last_official");
        offices::revoke(s, &second.actor, city.grants[0].id, "retired").await.unwrap();

        // What ends by itself.
        let short = Giving { until: s.now() + 2 * Micros::DAY, ..giving(&w, "brief", Role::Staff, GULOU) };
        let token = offices::give(s, &second.actor, short).await.unwrap().token.unwrap();
        accounts::activate(s, &token, PASSWORD, "t").await.unwrap();
        assert_eq!(actor_of(&w, "brief").await.grants().len(), 1);
        w.clock.advance(3 * Micros::DAY);
        assert_eq!(actor_of(&w, "brief").await.grants().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn beginning_anew_takes_two_and_ends_everything_of_before() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let old = w.office_token("clerk", PASSWORD).await;
        with_totp(&w, &clerk).await;
        let city = w.appoint("city", Role::Official, XIAMEN).await;
        assert_eq!(code(offices::propose_reset(s, &city.actor, clerk.account, "lost").await), "not_found");
        assert_eq!(code(offices::propose_reset(s, &clerk.actor, first.account, "lost").await), "not_found");
        let proposal = offices::propose_reset(s, &first.actor, clerk.account, "手机丢了").await.unwrap();
        assert_eq!(
            code(offices::decide(s, &first.actor, proposal, Verdict::Approve, "").await),
            "proposal.own"
        );
        let token = offices::decide(s, &second.actor, proposal, Verdict::Approve, "").await.unwrap().unwrap();
        assert!(accounts::actor_of(s, &old).await.unwrap().is_none(), "signed out everywhere");
        assert_eq!(code(accounts::staff_sign_in(s, "clerk", PASSWORD, "t").await), "session.password_wrong");
        accounts::activate(s, &token, "a new password", "t").await.unwrap();
        w.here(&w.office_token("clerk", "a new password").await).await;
    })
    .await;
}

/// What an authenticator would show now.
fn shown(w: &World, secret: &str) -> String {
    let seconds = u64::try_from(w.store.now().0 / Micros::SECOND).unwrap();
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("-").build().unwrap();
    totp.generate(seconds).to_string()
}

async fn with_totp(w: &World, who: &SignedIn) -> String {
    let offer = accounts::begin_totp(&w.store, &who.actor, "phone", "Banyan: 榕工").await.unwrap();
    assert!(offer.address.starts_with("otpauth://totp/"));
    accounts::confirm_totp(&w.store, &who.actor, offer.id, &shown(w, &offer.secret)).await.unwrap();
    offer.secret
}

async fn step(w: &World, login: &str) -> String {
    match accounts::staff_sign_in(&w.store, login, PASSWORD, "t").await.unwrap() {
        Entered::Second(step) => {
            assert!(step.code && step.passkeys.is_empty());
            step.token
        }
        Entered::Session(_) => panic!("no second step"),
    }
}

#[tokio::test]
async fn a_second_step_is_asked_for_once_it_was_shown_to_work_and_no_code_is_good_twice() {
    each_engine(async |w: World| {
        let (s, (first, second)) = (&w.store, founders(&w).await);
        let offer = accounts::begin_totp(s, &first.actor, "phone", "榕工").await.unwrap();
        assert!(matches!(
            accounts::staff_sign_in(s, "first.official", PASSWORD, "t").await.unwrap(),
            Entered::Session(_)
        ));
        assert_eq!(code(accounts::confirm_totp(s, &first.actor, offer.id, "000000").await), "factor.wrong");
        let theirs = accounts::confirm_totp(s, &second.actor, offer.id, &shown(&w, &offer.secret)).await;
        assert_eq!(code(theirs), "not_found", "another's factor");
        let now = shown(&w, &offer.secret);
        accounts::confirm_totp(s, &first.actor, offer.id, &now).await.unwrap();

        // What was begun and never shown to work takes nobody's place.
        for _ in 0..12 {
            accounts::begin_totp(s, &second.actor, "phone", "榕工").await.unwrap();
        }
        let begun: i64 = s
            .one(
                "select count(*) from factor where account_id = $1 and removed_at is null",
                args![second.account],
            )
            .await
            .unwrap();
        assert_eq!(begun, 1);

        let token = step(&w, "first.official").await;
        assert_eq!(
            code(accounts::second(s, &token, &Proof::Code(&now), "t").await),
            "factor.wrong",
            "used already"
        );
        w.clock.advance(30 * Micros::SECOND);
        let next = shown(&w, &offer.secret);
        assert_eq!(
            code(accounts::second(s, "no such token", &Proof::Code(&next), "t").await),
            "factor.expired"
        );
        let session = accounts::second(s, &token, &Proof::Code(&next), "t").await.unwrap();
        w.here(&session.token).await;
        assert_eq!(code(accounts::second(s, &token, &Proof::Code(&next), "t").await), "factor.expired");

        // Five tries in a quarter of an hour, whatever the step.
        w.clock.advance(20 * Micros::MINUTE);
        let token = step(&w, "first.official").await;
        for _ in 0..5 {
            assert_eq!(code(accounts::second(s, &token, &Proof::Code("123456"), "t").await), "factor.wrong");
        }
        let right = shown(&w, &offer.secret);
        assert_eq!(code(accounts::second(s, &token, &Proof::Code(&right), "t").await), "session.too_many");
        w.clock.advance(16 * Micros::MINUTE);
        let late = accounts::second(s, &token, &Proof::Code(&shown(&w, &offer.secret)), "t").await;
        assert_eq!(code(late), "factor.expired", "a step does not wait");
        let token = step(&w, "first.official").await;
        let session =
            accounts::second(s, &token, &Proof::Code(&shown(&w, &offer.secret)), "t").await.unwrap();

        let here = w.here(&session.token).await;
        assert_eq!(code(accounts::remove_factor(s, &second.actor, offer.id).await), "not_found");
        accounts::remove_factor(s, &here.actor, offer.id).await.unwrap();
        w.office_token("first.official", PASSWORD).await;
        let kept: Vec<String> = s
            .all("select id from factor where length(secret) > 0 and removed_at is not null", vec![])
            .await
            .unwrap();
        assert_eq!(kept, Vec::<String>::new(), "nothing is kept of a secret that was taken away");
    })
    .await;
}

#[tokio::test]
async fn two_at_once_with_the_same_code_are_one_session() {
    each_engine(async |w: World| {
        let (s, (first, _)) = (&w.store, founders(&w).await);
        let secret = with_totp(&w, &first).await;
        w.clock.advance(60 * Micros::SECOND);
        let (one, two) = (step(&w, "first.official").await, step(&w, "first.official").await);
        let digits = shown(&w, &secret);
        let proof = Proof::Code(&digits);
        let (a, b) =
            tokio::join!(accounts::second(s, &one, &proof, "t"), accounts::second(s, &two, &proof, "t"));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    each_engine(async |w: World| {
        let (s, (first, _)) = (&w.store, founders(&w).await);
        let other = w.office_token("first.official", PASSWORD).await;
        let wrong =
            accounts::change_password(s, &first.actor, &first.session_id, "wrong", "a new password").await;
        assert_eq!(code(wrong), "session.password_wrong");
        let weak = accounts::change_password(s, &first.actor, &first.session_id, PASSWORD, "short").await;
        assert_eq!(code(weak), "staff.password_weak");
        accounts::change_password(s, &first.actor, &first.session_id, PASSWORD, "a new password")
            .await
            .unwrap();
        assert!(accounts::actor_of(s, &other).await.unwrap().is_none());
        assert_eq!(accounts::sessions(s, first.account).await.unwrap().len(), 1);
        let known: i64 = s
            .one("select count(*) from account where password = $1", args![PASSWORD.to_owned()])
            .await
            .unwrap();
        assert_eq!(known, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_rises_by_themselves() {
    each_engine(async |w: World| {
        let (s, (first, _)) = (&w.store, founders(&w).await);
        for (login, role, region) in [
            ("clerk", Role::Staff, PROVINCE),
            ("money", Role::Finance, PROVINCE),
            ("audit", Role::Auditor, PROVINCE),
            ("advice", Role::Counsellor, PROVINCE),
            ("till", Role::Provider, PROVINCE),
            ("ops", Role::Operator, PROVINCE),
        ] {
            let who = w.appoint(login, role, region).await;
            let refused = |error: Error| matches!(error.code, "access.forbidden" | "not_found");
            let give = offices::give(s, &who.actor, giving(&w, "crony", Role::Staff, GULOU)).await;
            assert!(refused(give.unwrap_err()), "{role}");
            let revoke = offices::revoke(s, &who.actor, first.grants[0].id, "a coup").await;
            assert!(refused(revoke.unwrap_err()), "{role}");
            let reset = offices::propose_reset(s, &who.actor, first.account, "a coup").await;
            assert!(refused(reset.unwrap_err()), "{role}");
        }
        // Whoever answers for money decides on proposals, and not on those that give an office.
        let (money, open) = (actor_of(&w, "money").await, giving(&w, "chief", Role::Official, PROVINCE));
        let open = offices::give(s, &first.actor, open).await.unwrap().proposal.unwrap();
        assert_eq!(code(offices::decide(s, &money, open, Verdict::Approve, "").await), "not_found");
    })
    .await;
}
