//! Whether an employer is real: papers, registers, decisions with reasons, objections; and who may do what for it. On every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
#[path = "common/papers.rs"]
mod papers;
mod town;

use common::{World, code, each_engine, holds};
use features::{
    accounts::SignedIn,
    employers::{
        self, AppealOutcome, AppealState, CheckOutcome, DemoRegister, EmployerKind, EmployerState, Fault,
        Likeness, MOST_PAPERS, MemberRole, New, NewPaper, NoRegister, PaperKind, Ruling, RulingReason, TERM,
        Verdict,
    },
    jobs, notices, views,
    workers::{self, EraseReason},
};
use kernel::{CreditCode, EmployerId, GrantId, IdNumber, Micros, PaperId, Role};
use papers::{jpeg, png};
use town::GULOU;

const BOSS: &str = "13805910021";
const HAND: &str = "13805910022";
const CANARY: &str = "榕字金丝雀";

fn licence(words: &str) -> NewPaper {
    NewPaper { file: png(300, 200, words.as_bytes()), ..NewPaper::default() }
}

fn identity(digits: &str) -> NewPaper {
    NewPaper {
        file: jpeg(CANARY.as_bytes(), b"behind"),
        holder: Some("欧阳金雀".parse().unwrap()),
        number: Some(IdNumber::with_check(digits).unwrap()),
    }
}

fn ruling(verdict: Verdict, reason: Option<RulingReason>, words: &str) -> Ruling {
    Ruling { verdict, reason, words: words.into(), missing: Vec::new() }
}

fn refusal() -> Ruling {
    ruling(Verdict::Refused, Some(RulingReason::NameDiffers), "执照是别人的")
}

fn suspension() -> Ruling {
    ruling(Verdict::Suspended, Some(RulingReason::IllegalFee), CANARY)
}

async fn entries(w: &World) -> i64 {
    w.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap()
}

async fn state(w: &World, id: EmployerId) -> EmployerState {
    employers::row(&w.store, id).await.unwrap().state
}

async fn kinds(w: &World, who: &SignedIn, subjects: &[String]) -> Vec<String> {
    w.store.drain(&[]).await.unwrap();
    w.store.follow(&notices::Notices).await.unwrap();
    let list = notices::list(&w.store, &who.actor, who.account, subjects, None, 50).await.unwrap();
    list.items.into_iter().map(|one| one.kind).collect()
}

/// Asks somebody to act for a shop, who agrees.
async fn member(w: &World, boss: &SignedIn, shop: EmployerId, phone: &str, role: MemberRole) -> SignedIn {
    employers::invite_member(&w.store, &boss.actor, shop, &phone.parse().unwrap(), role).await.unwrap();
    let token = w.token_again(phone).await;
    let asked = w.here(&token).await;
    let waiting = views::invitations(&w.store, &asked.actor, asked.account).await.unwrap();
    assert_eq!(waiting[0].role, role);
    employers::answer_invitation(&w.store, &asked.actor, asked.account, waiting[0].id, true).await.unwrap();
    w.here(&token).await
}

async fn grant_of(w: &World, actor: &kernel::Actor, shop: EmployerId, me: bool) -> GrantId {
    let members = views::members(&w.store, actor, shop).await.unwrap();
    members.iter().find(|member| member.me == me).unwrap().grant
}

#[tokio::test]
async fn each_member_does_what_the_role_says_and_a_new_role_holds_at_once() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, true).await);
        let hand = member(&w, &boss, shop, HAND, MemberRole::Payer).await;
        let job = town::post(&w, &boss, shop, &town::input(town::shift(&w, 30, 8), 1)).await;
        let input = town::input(town::shift(&w, 40, 4), 1);
        let post = async |who: &SignedIn| {
            jobs::post(s, &who.actor, shop, town::id(&w), &input, true).await.map(drop)
        };
        let owns = async |who: &SignedIn| {
            let phone = "13805910099".parse().unwrap();
            let one = code(employers::invite_member(s, &who.actor, shop, &phone, MemberRole::Payer).await);
            let two = code(employers::hand_in(s, &who.actor, shop, PaperKind::Licence, &licence("a")).await);
            let three = code(employers::own_dossier(s, &who.actor, shop).await.map(drop));
            let four = code(employers::appeal(s, &who.actor, shop, "我们不服这个决定请再看").await);
            [one, two, three, four]
        };
        // A payer sees the employer and its jobs, and nothing else.
        assert!(jobs::own(s, &hand.actor, job.id).await.is_ok());
        assert!(views::members(s, &hand.actor, shop).await.is_ok());
        assert_eq!(code(post(&hand).await), "not_found");
        assert_eq!(code(views::candidates(s, &hand.actor, job.id, None, 10).await.map(drop)), "not_found");
        assert_eq!(owns(&hand).await, ["not_found"; 4]);

        let grant = grant_of(&w, &boss.actor, shop, false).await;
        let changed = |role| employers::change_role(s, &boss.actor, shop, grant, role);
        assert_eq!(
            code(employers::change_role(s, &hand.actor, shop, grant, MemberRole::Owner).await),
            "not_found",
            "nobody raises themselves"
        );
        let before = entries(&w).await;
        changed(MemberRole::Payer).await.unwrap();
        assert_eq!(entries(&w).await, before, "the role one has changes nothing");
        changed(MemberRole::Poster).await.unwrap();
        changed(MemberRole::Poster).await.unwrap();
        assert_eq!(entries(&w).await, before + 1, "a second click changes nothing");
        assert_eq!(code(changed(MemberRole::Payer).await), "conflict", "an old page decides nothing");
        // The old session finds the new role without signing in again.
        let hand = w.here(&w.token_again(HAND).await).await;
        post(&hand).await.unwrap();
        assert!(views::candidates(s, &hand.actor, job.id, None, 10).await.is_ok());
        assert_eq!(owns(&hand).await, ["not_found"; 4]);

        // An owner always stays, whoever else is there.
        let own = grant_of(&w, &boss.actor, shop, true).await;
        for refused in [
            employers::change_role(s, &boss.actor, shop, own, MemberRole::Poster).await,
            employers::remove_member(s, &boss.actor, shop, own).await,
            employers::leave(s, &boss.actor, boss.account, shop).await,
        ] {
            assert_eq!(code(refused), "employer.last_member");
        }
        // A poster leaves when they like, and may found a firm of their own meanwhile.
        let firm = New {
            kind: EmployerKind::Company,
            name: "自己的店".into(),
            credit_code: Some(CreditCode::with_check("91350102MA2XYABC7").unwrap()),
            region: GULOU.parse().unwrap(),
            address: None,
        };
        employers::register(s, &hand.actor, hand.account, firm).await.unwrap();
        employers::leave(s, &hand.actor, hand.account, shop).await.unwrap();
        assert_eq!(code(employers::leave(s, &hand.actor, hand.account, shop).await), "not_found");
        assert_eq!(code(post(&w.here(&w.token_again(HAND).await).await).await), "not_found");
        assert_eq!(code(changed(MemberRole::Payer).await), "not_found", "who left is given no role");
    })
    .await;
}

#[tokio::test]
async fn two_owners_who_lower_each_other_at_once_leave_one() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, false).await);
        let hand = member(&w, &boss, shop, HAND, MemberRole::Owner).await;
        let (mine, theirs) =
            (grant_of(&w, &boss.actor, shop, true).await, grant_of(&w, &boss.actor, shop, false).await);
        let (one, two) = tokio::join!(
            employers::change_role(s, &boss.actor, shop, theirs, MemberRole::Poster),
            employers::change_role(s, &hand.actor, shop, mine, MemberRole::Poster),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let left = if one.is_ok() { &boss } else { &hand };
        let members = views::members(s, &left.actor, shop).await.unwrap();
        let owners = members.iter().filter(|one| one.role == MemberRole::Owner).count();
        assert_eq!((members.len(), owners), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn papers_are_sealed_seen_by_those_who_may_and_every_look_is_told() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, false).await);
        let (rival, other) = town::employer(&w, "13805910077", false).await;
        w.official("350000000000").await;
        let near = w.appoint("near.official", Role::Official, GULOU).await;
        let far = w.appoint("far.official", Role::Official, "350200000000").await;
        let staff = w.appoint("some.staff", Role::Staff, GULOU).await;
        let seen = employers::row(s, shop).await.unwrap().version;

        let boss = &boss;
        let hand_in =
            async |kind, input: NewPaper| employers::hand_in(s, &boss.actor, shop, kind, &input).await;
        let first = hand_in(PaperKind::Licence, licence(CANARY)).await.unwrap();
        assert_eq!(hand_in(PaperKind::Licence, licence(CANARY)).await.unwrap(), first, "a second click");
        let card = hand_in(PaperKind::LegalIdentity, identity("35010219910317042")).await.unwrap();
        let bare = NewPaper { file: png(9, 9, b"x"), ..NewPaper::default() };
        assert_eq!(code(hand_in(PaperKind::LegalIdentity, bare.clone()).await), "text.empty");
        assert_eq!(code(hand_in(PaperKind::PersonIdentity, bare.clone()).await), "paper.kind");
        assert_eq!(code(hand_in(PaperKind::Licence, NewPaper::default()).await), "paper.empty");
        let wide = NewPaper { file: png(10_000, 10_000, b"x"), ..NewPaper::default() };
        assert_eq!(code(hand_in(PaperKind::Licence, wide).await), "paper.wide");

        // What an official saw before is not what there is now.
        let late = employers::decide(s, &near.actor, shop, refusal(), Some(seen)).await;
        assert_eq!(code(late), "conflict");

        // Nobody else finds anything, by whatever pair of ids.
        for actor in [&rival.actor, &far.actor, &staff.actor, &near.actor] {
            assert_eq!(code(employers::own_paper(s, actor, shop, first).await), "not_found");
            assert_eq!(code(employers::remove_paper(s, actor, shop, first).await), "not_found");
        }
        for actor in [&rival.actor, &far.actor, &staff.actor, &boss.actor] {
            assert_eq!(code(employers::look_at_paper(s, actor, shop, first).await), "not_found");
            assert_eq!(code(employers::dossier(s, actor, shop).await.map(drop)), "not_found");
        }
        assert_eq!(code(employers::own_paper(s, &rival.actor, other, first).await), "not_found");
        assert_eq!(code(employers::look_at_paper(s, &near.actor, other, first).await), "not_found");
        let nothing: PaperId = "01936a00-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(code(employers::look_at_paper(s, &near.actor, shop, nothing).await), "not_found");

        // A look is one entry an hour, told to the employer; what is shown is what was kept, not what came.
        let before = entries(&w).await;
        let file = employers::look_at_paper(s, &near.actor, shop, card).await.unwrap();
        employers::look_at_paper(s, &near.actor, shop, card).await.unwrap();
        assert_eq!(entries(&w).await, before + 1);
        assert_eq!(file.media.as_str(), "image/jpeg");
        assert!(file.bytes.ends_with(b"\xFF\xD9") && !format!("{file:?}").contains("255"));
        w.clock.advance(Micros::HOUR + 1);
        employers::look_at_paper(s, &near.actor, shop, card).await.unwrap();
        assert_eq!(entries(&w).await, before + 2);
        let told = kinds(&w, boss, &[shop.to_string()]).await;
        assert_eq!(told.iter().filter(|kind| *kind == "employer.paper_read").count(), 2);
        let dossier = employers::dossier(s, &near.actor, shop).await.unwrap();
        let line = dossier.papers.iter().find(|one| one.id == card).unwrap();
        assert_eq!(line.holder_masked.as_deref(), Some("欧**雀"));
        assert_eq!(line.number_masked.as_deref().unwrap().len(), 18);
        assert_eq!(line.read.unwrap().0, 2);

        // A decision rests on what was opened; taken back afterwards, that stays for whoever judges the decision.
        employers::decide(s, &near.actor, shop, refusal(), None).await.unwrap();
        for paper in [first, card] {
            employers::remove_paper(s, &boss.actor, shop, paper).await.unwrap();
            employers::remove_paper(s, &boss.actor, shop, paper).await.unwrap();
            assert_eq!(code(employers::own_paper(s, &boss.actor, shop, paper).await), "not_found");
        }
        assert_eq!(code(employers::look_at_paper(s, &near.actor, shop, first).await), "not_found");
        employers::look_at_paper(s, &near.actor, shop, card).await.unwrap();
        let dossier = employers::dossier(s, &near.actor, shop).await.unwrap();
        assert_eq!(dossier.papers.iter().map(|one| one.id).collect::<Vec<_>>(), [card]);
        assert_eq!(dossier.rulings[0].row.papers(), [card]);

        for n in 0..MOST_PAPERS {
            hand_in(PaperKind::Objection, licence(&format!("{n}"))).await.unwrap();
        }
        assert_eq!(code(hand_in(PaperKind::Objection, licence("more")).await), "paper.full");
        for n in 0..60 {
            let again = hand_in(PaperKind::Objection, licence(&format!("again {n}"))).await;
            if again.as_ref().is_err_and(|error| error.code == "paper.too_many") {
                break;
            }
            assert!(n < 50, "nobody floods");
        }
        for line in w.dump().await {
            for word in [CANARY, "欧阳金雀", "35010219910317042"] {
                assert!(!holds(&line, word), "{line}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_decision_has_its_reason_is_on_what_was_seen_and_is_made_once() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, false).await);
        w.official("350000000000").await;
        let official = w.appoint("near.official", Role::Official, GULOU).await;
        let far = w.appoint("far.official", Role::Official, "350200000000").await;
        let decide =
            async |said: Ruling, version| employers::decide(s, &official.actor, shop, said, version).await;
        for (said, refused) in [
            (ruling(Verdict::Refused, None, "没有原因"), "ruling.reason"),
            (ruling(Verdict::Refused, Some(RulingReason::WageArrears), "别处的原因"), "ruling.reason"),
            (ruling(Verdict::Suspended, Some(RulingReason::Expired), "别处的原因"), "ruling.reason"),
            (ruling(Verdict::Suspended, Some(RulingReason::Other), " "), "text.empty"),
            (ruling(Verdict::Unverified, None, ""), "text.empty"),
            (ruling(Verdict::Verified, None, &"长".repeat(201)), "text.too_long"),
        ] {
            assert_eq!(code(decide(said, None).await), refused);
        }
        for stranger in [&far, &boss] {
            assert_eq!(code(employers::decide(s, &stranger.actor, shop, refusal(), None).await), "not_found");
        }
        let version = employers::row(s, shop).await.unwrap().version;
        let more = Ruling {
            missing: vec![PaperKind::Licence, PaperKind::Licence],
            ..ruling(Verdict::Unverified, None, "")
        };
        decide(more.clone(), Some(version)).await.unwrap();
        let before = entries(&w).await;
        decide(more, Some(version)).await.unwrap();
        assert_eq!(entries(&w).await, before, "a second click decides nothing");
        assert_eq!(code(decide(refusal(), Some(version)).await), "conflict");
        let own = employers::own_dossier(s, &boss.actor, shop).await.unwrap();
        assert_eq!(own.standing().unwrap().row.missing(), [PaperKind::Licence]);

        decide(ruling(Verdict::Verified, None, ""), None).await.unwrap();
        let job = town::post(&w, &boss, shop, &town::input(town::shift(&w, 30, 8), 1)).await;
        decide(suspension(), None).await.unwrap();
        assert_eq!(state(&w, shop).await, EmployerState::Suspended);
        assert_eq!(code(decide(refusal(), None).await), "employer.lift_first");
        let more = town::input(town::shift(&w, 40, 8), 1);
        let stopped = jobs::post(s, &boss.actor, shop, town::id(&w), &more, true).await;
        assert_eq!(code(stopped), "employer.suspended");
        assert!(jobs::own(s, &boss.actor, job.id).await.is_ok());
        decide(ruling(Verdict::Lifted, None, ""), None).await.unwrap();
        assert_eq!(state(&w, shop).await, EmployerState::Verified, "what was before holds again");

        // Two at once from the same page: one decides.
        let version = employers::row(s, shop).await.unwrap().version;
        let second = w.founder("second.official", "350000000000").await;
        let (one, two) = tokio::join!(
            employers::decide(s, &official.actor, shop, suspension(), Some(version)),
            employers::decide(
                s,
                &second.actor,
                shop,
                ruling(Verdict::Unverified, None, "再看"),
                Some(version)
            ),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(code(one.and(two)), "conflict");

        let dossier = employers::dossier(s, &second.actor, shop).await.unwrap();
        assert_eq!(dossier.rulings.len(), 5);
        let told = kinds(&w, &boss, &[shop.to_string()]).await;
        assert_eq!(told.iter().filter(|kind| *kind == "employer.verify").count(), 5);
        for line in w.dump().await {
            assert!(!holds(&line, CANARY) && !holds(&line, "执照是别人的"), "{line}");
        }

        // Nobody decides on what they act for.
        let asked = "13805910088".parse().unwrap();
        employers::invite_member(s, &boss.actor, shop, &asked, MemberRole::Owner).await.unwrap();
        let grant = kernel::Grant::new(Role::Employer, GULOU.parse().unwrap(), Some(shop)).unwrap();
        let office = official.actor.grants()[0];
        let both = kernel::Actor::signed_in(official.account, None, vec![office, grant]);
        assert_eq!(code(employers::decide(s, &both, shop, refusal(), None).await), "employer.own");
    })
    .await;
}

#[tokio::test]
async fn an_objection_is_answered_once_by_another_official_of_no_lower_office() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, false).await);
        let (rival, other) = town::employer(&w, "13805910077", false).await;
        w.official("350000000000").await;
        let city = w.appoint("city.official", Role::Official, "350100000000").await;
        let county = w.appoint("county.official", Role::Official, GULOU).await;
        let province = w.founder("second.official", "350000000000").await;
        let why = "收据都在，钱是押金，请再看一次";
        let appeal = async |who: &SignedIn| employers::appeal(s, &who.actor, shop, why).await;
        assert_eq!(code(appeal(&boss).await), "appeal.nothing");
        employers::decide(s, &city.actor, shop, ruling(Verdict::Verified, None, ""), None).await.unwrap();
        assert_eq!(code(appeal(&boss).await), "appeal.nothing");
        employers::decide(s, &city.actor, shop, suspension(), None).await.unwrap();
        assert_eq!(code(appeal(&rival).await), "not_found");
        assert_eq!(code(employers::appeal(s, &boss.actor, shop, "短").await), "text.too_short");
        let id = appeal(&boss).await.unwrap();
        let before = entries(&w).await;
        assert_eq!(appeal(&boss).await.unwrap(), id, "a second click");
        assert_eq!(entries(&w).await, before);
        let again = employers::appeal(s, &boss.actor, shop, "换一个说法再来申诉一次").await;
        assert_eq!(code(again), "appeal.once");
        assert!(kinds(&w, &city, &[city.account.to_string()]).await.contains(&"employer.appeal".to_owned()));

        let answer = async |who: &SignedIn, employer, outcome| {
            employers::answer_appeal(s, &who.actor, employer, id, outcome, "押金也不能收").await
        };
        use AppealOutcome::{Overturn, Uphold};
        assert_eq!(code(answer(&city, shop, Overturn).await), "appeal.own");
        assert_eq!(code(answer(&county, shop, Overturn).await), "appeal.office");
        assert_eq!(code(answer(&boss, shop, Overturn).await), "not_found");
        assert_eq!(code(answer(&province, other, Overturn).await), "not_found", "of another employer");
        let far = w.appoint("far.official", Role::Official, "350200000000").await;
        assert_eq!(code(answer(&far, shop, Overturn).await), "not_found");

        // Two at once: one answers.
        let third = w.appoint("third.official", Role::Official, "350000000000").await;
        let (one, two) = tokio::join!(answer(&province, shop, Overturn), answer(&third, shop, Uphold));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let by = if one.is_ok() { (&province, Overturn) } else { (&third, Uphold) };
        let before = entries(&w).await;
        answer(by.0, shop, by.1).await.unwrap();
        assert_eq!(entries(&w).await, before, "a second click answers nothing");
        let expected = if one.is_ok() { EmployerState::Verified } else { EmployerState::Suspended };
        assert_eq!(state(&w, shop).await, expected);
        let told = kinds(&w, &boss, &[shop.to_string()]).await;
        assert!(told.contains(&"employer.appeal_decide".to_owned()), "{told:?}");

        // A refusal that is undone waits to be looked at again; what was decided since is not touched.
        employers::decide(s, &city.actor, other, refusal(), None).await.unwrap();
        let second = employers::appeal(s, &rival.actor, other, why).await.unwrap();
        let open =
            employers::open_appeals(s, &province.actor, GULOU.parse().unwrap(), None, 10).await.unwrap();
        assert_eq!(open.items.iter().map(|(one, _)| one.id).collect::<Vec<_>>(), [second]);
        employers::decide(s, &county.actor, other, ruling(Verdict::Verified, None, ""), None).await.unwrap();
        employers::answer_appeal(s, &province.actor, other, second, Overturn, "原来的不对").await.unwrap();
        assert_eq!(state(&w, other).await, EmployerState::Verified);
        let dossier = employers::dossier(s, &county.actor, other).await.unwrap();
        let of = dossier.rulings.iter().find_map(|line| line.appeal.as_ref()).unwrap();
        assert_eq!((of.row.state, of.answer.as_deref()), (AppealState::Overturned, Some("原来的不对")));

        // After sixty days it is too late.
        employers::decide(s, &city.actor, other, suspension(), None).await.unwrap();
        w.clock.advance(TERM + 1);
        let (actor, words) = (w.here(&w.token_again("13805910077").await).await.actor, why);
        assert_eq!(code(employers::appeal(s, &actor, other, words).await), "appeal.late");
        for line in w.dump().await {
            assert!(!holds(&line, why) && !holds(&line, "押金也不能收"), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_register_is_asked_recorded_and_its_silence_is_no_answer() {
    each_engine(async |w: World| {
        let (s, (boss, shop)) = (&w.store, town::employer(&w, BOSS, false).await);
        w.official("350000000000").await;
        let official = w.appoint("near.official", Role::Official, GULOU).await;
        let far = w.appoint("far.official", Role::Official, "350200000000").await;
        let register = DemoRegister::default();
        let ask = async |who: &SignedIn, id| employers::check_register(s, &who.actor, &register, id).await;
        assert_eq!(ask(&official, shop).await.unwrap(), CheckOutcome::Absent);
        assert_eq!(code(ask(&far, shop).await), "not_found");
        assert_eq!(code(ask(&boss, shop).await), "not_found");
        let none = employers::check_register(s, &official.actor, &NoRegister, shop).await;
        assert_eq!(code(none), "register.none");

        let known = New {
            kind: EmployerKind::Company,
            name: "福州远洋劳务有限公司".into(),
            credit_code: Some(CreditCode::with_check("91350102MA9DEM002").unwrap()),
            region: GULOU.parse().unwrap(),
            address: None,
        };
        w.clock.advance(1);
        employers::update(s, &boss.actor, shop, known).await.unwrap();
        employers::hand_in(s, &boss.actor, shop, PaperKind::LegalIdentity, &identity("35010219910317042"))
            .await
            .unwrap();
        assert_eq!(ask(&official, shop).await.unwrap(), CheckOutcome::Found);
        let dossier = employers::dossier(s, &official.actor, shop).await.unwrap();
        let last = &dossier.checks[0];
        let told = ("福州远洋", "劳务", "人力资源", "有限公司");
        match last.name.as_ref().unwrap() {
            Likeness::Different { start, told: a, registered, end } => {
                assert_eq!((start.as_str(), a.as_str(), registered.as_str(), end.as_str()), told);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!((last.legal_masked.as_deref(), last.legal_agrees), (Some("王*潮"), Some(false)));
        assert_eq!(dossier.code_is_local, Some(true));

        register.switch(Fault::Unreachable);
        assert_eq!(ask(&official, shop).await.unwrap(), CheckOutcome::Unreachable);
        register.switch(Fault::Slow);
        assert_eq!(ask(&official, shop).await.unwrap(), CheckOutcome::Found);
        let rows: i64 = s.one("select count(*) from register_check", vec![]).await.unwrap();
        assert_eq!(rows, 4, "every question is on record");

        // The same person at a firm that was suspended.
        let (_, other) = town::employer(&w, "13805910077", false).await;
        let token = w.token_again("13805910077").await;
        let rival = w.here(&token).await;
        employers::hand_in(s, &rival.actor, other, PaperKind::LegalIdentity, &identity("35010219910317042"))
            .await
            .unwrap();
        employers::decide(s, &official.actor, other, suspension(), None).await.unwrap();
        let dossier = employers::dossier(s, &official.actor, shop).await.unwrap();
        let person = dossier.alike.iter().find(|one| !one.number_index.is_empty()).unwrap();
        assert_eq!((person.id, person.state), (other, EmployerState::Suspended));
        for line in w.dump().await {
            assert!(!holds(&line, "王*潮") && !holds(&line, "王海潮"), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_erased_household_leaves_no_paper_and_no_word() {
    each_engine(async |w: World| {
        let (s, official) = (&w.store, w.official(GULOU).await);
        let (me, worker) = town::worker(&w, BOSS).await;
        let home = New {
            kind: EmployerKind::Household,
            name: "陈小明".into(),
            credit_code: None,
            region: GULOU.parse().unwrap(),
            address: None,
        };
        let id = employers::register(s, &me.actor, me.account, home).await.unwrap();
        let me = w.here(&w.token_again(BOSS).await).await;
        let number = Some(IdNumber::with_check("35010219910317042").unwrap());
        let only = NewPaper { number, ..NewPaper::default() };
        employers::hand_in(s, &me.actor, id, PaperKind::PersonIdentity, &only).await.unwrap();
        let photo =
            employers::hand_in(s, &me.actor, id, PaperKind::Objection, &licence(CANARY)).await.unwrap();
        employers::look_at_paper(s, &official.actor, id, photo).await.unwrap();
        employers::decide(s, &official.actor, id, suspension(), None).await.unwrap();
        employers::appeal(s, &me.actor, id, "我请的是钟点工，没有收过钱").await.unwrap();
        let head = {
            s.drain(&[]).await.unwrap();
            s.digest().await.unwrap()
        };

        workers::erase(s, &me.actor, worker, EraseReason::Request).await.unwrap();
        s.drain(&[]).await.unwrap();
        assert_eq!(s.digest_to(head.0).await.unwrap(), head, "the past keeps its digest");
        let left: i64 = s.one("select count(*) from paper", vec![]).await.unwrap();
        assert_eq!(left, 0);
        let words: i64 = s
            .one(
                "select (select count(*) from employer_decision where words is not null) \
                 + (select count(*) from appeal where words is not null or answer is not null)",
                vec![],
            )
            .await
            .unwrap();
        assert_eq!(words, 0);
        assert_eq!(code(employers::look_at_paper(s, &official.actor, id, photo).await), "not_found");
        assert_eq!(code(employers::dossier(s, &official.actor, id).await.map(drop)), "not_found");
        let lifted = ruling(Verdict::Lifted, None, "");
        assert_eq!(code(employers::decide(s, &official.actor, id, lifted, None).await), "not_found");
    })
    .await;
}
