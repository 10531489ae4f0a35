//! What must hold of résumés, on every engine: versions are kept and never lost, and an employer sees what the stage allows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{World, code, each_engine, holds};
use features::{
    accounts::SignedIn,
    applications::{self, Refusal},
    consents::{self, Act, ConsentId, Given, How},
    resumes::{self, Called, Certificate, Full, KEPT, School, Stage, Work, Written, seen_by},
    twins,
    workers::{self, About, Belonging, EraseReason, Registration, RegistrationKind},
};
use kernel::{Availability, IdNumber, Level, Micros, Operation, ResumeId, Role, Sex, WorkerId};
use proptest::prelude::*;
use town::{GULOU, employer, input, post, registered, registration, shift, worker};

fn written(headline: &str) -> Written {
    Written {
        headline: headline.into(),
        can: "切菜快\n会开电动三轮".into(),
        has: vec![Belonging::HealthCertificate],
        work: vec![Work {
            from: Some("2019-05".parse().unwrap()),
            to: None,
            place: "三坊老店".into(),
            title: "后厨帮工".into(),
            text: "有事打 138 0591 0031，找林秀英".into(),
        }],
        words: "我叫秀英，微信 13805910031".into(),
        ..Written::default()
    }
}

async fn save(w: &World, me: &(SignedIn, WorkerId), base: Option<ResumeId>, words: Written) -> ResumeId {
    resumes::save(&w.store, &me.0.actor, me.1, base, words).await.unwrap()
}

async fn headline(w: &World, me: &(SignedIn, WorkerId)) -> String {
    resumes::own(&w.store, &me.0.actor, me.1).await.unwrap().full.written.headline
}

#[tokio::test]
async fn each_saving_is_a_version_that_can_be_gone_back_to() {
    each_engine(async |w| {
        let about =
            About {
                skills: vec!["切菜快".into()], has: vec![Belonging::OwnTools], text: "白天有空".into()
            };
        let me = registered(&w, "13805910031", Registration { about, ..registration() }).await;
        let (store, actor) = (&w.store, &me.0.actor);
        // Nothing written yet: what is on record.
        let own = resumes::own(store, actor, me.1).await.unwrap();
        assert_eq!((own.current, own.full.version), (None, None));
        assert_eq!((own.full.written.can.as_str(), own.full.written.words.as_str()), ("切菜快", "白天有空"));
        assert_eq!(own.full.written.has, [Belonging::OwnTools]);
        assert_eq!(resumes::versions(store, actor, me.1).await.unwrap(), []);

        let first = save(&w, &me, None, written("一")).await;
        w.clock.advance(Micros::HOUR);
        let second = save(&w, &me, Some(first), written("二")).await;
        // The same once more is no new version, whatever it was made from.
        assert_eq!(save(&w, &me, Some(first), written("二")).await, second);
        // Whoever has not seen what is current does not write over it.
        for base in [None, Some(first)] {
            let late = resumes::save(store, actor, me.1, base, written("三")).await;
            assert_eq!(code(late), "resume.changed");
        }
        assert_eq!(headline(&w, &me).await, "二");
        w.clock.advance(Micros::HOUR);
        let third = resumes::restore(store, actor, me.1, Some(second), first).await.unwrap();
        assert_eq!(headline(&w, &me).await, "一");
        let versions = resumes::versions(store, actor, me.1).await.unwrap();
        assert_eq!(versions.iter().map(|line| line.id).collect::<Vec<_>>(), [third, second, first]);
        assert!(versions.iter().all(|line| line.kept == 1 && line.given == 0));
        let earlier = resumes::version(store, actor, me.1, second).await.unwrap();
        assert_eq!((earlier.full.written, earlier.current), (written("二"), Some(third)));
        // Sealed, and nothing of it in the journal.
        for words in ["三坊老店", "切菜快\\n", "后厨帮工", "有事打"] {
            assert!(w.dump().await.iter().all(|line| !holds(line, words)), "{words}");
        }
        let told = w.dump().await.into_iter().filter(|line| line.contains(&third.to_string())).count();
        assert_eq!(told, 2, "the row and what the journal says of it");
        // Somebody else's is not there.
        let other = worker(&w, "13805910032").await;
        for id in [me.1, other.1] {
            let seen = resumes::version(store, &other.0.actor, id, first).await;
            assert_eq!(code(seen), "not_found");
            let back = resumes::restore(store, &other.0.actor, id, None, first).await;
            assert_eq!(code(back), "not_found");
        }
        assert_eq!(code(resumes::own(store, &other.0.actor, me.1).await), "not_found");
        assert_eq!(code(resumes::versions(store, &other.0.actor, me.1).await), "not_found");
        assert_eq!(
            code(resumes::save(store, &other.0.actor, me.1, Some(third), written("四")).await),
            "not_found"
        );
        // A clerk with their consent may read and write it, without one not.
        let clerk = w.appoint("clerk.one", Role::Staff, GULOU).await;
        assert_eq!(code(resumes::own(store, &clerk.actor, me.1).await), "not_found");
        let none = consents::acting(store, &clerk.actor, me.1, Operation::WorkerRead).await;
        assert_eq!(code(none), "consent.none");
        let given = Given {
            id: ConsentId::from_uuid(store.scribe().uuid()),
            worker: me.1,
            acts: [Act::Details].into(),
            how: How::Spoken,
            until: store.now() + Micros::DAY,
        };
        consents::record(store, &clerk.actor, &given).await.unwrap();
        let acting = consents::acting(store, &clerk.actor, me.1, Operation::WorkerUpdate).await.unwrap();
        assert_eq!(resumes::own(store, &acting, me.1).await.unwrap().current, Some(third));
        let fifth = resumes::save(store, &acting, me.1, Some(third), written("五")).await.unwrap();
        // Taken back while they write, it is asked again where it counts.
        consents::withdraw(store, actor, given.id).await.unwrap();
        let late = resumes::save(store, &acting, me.1, Some(fifth), written("六")).await;
        assert_eq!(code(late), "consent.withdrawn");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_is_saved() {
    each_engine(async |w| {
        let me = worker(&w, "13805910031").await;
        let (store, actor) = (&w.store, &me.0.actor);
        let long = "长".repeat(10_000);
        for (bad, expected) in [
            (Written { can: long.clone(), ..Written::default() }, "text.too_long"),
            (Written { words: "a\u{7}".into(), ..Written::default() }, "text.control"),
            (Written { languages: vec!["话".into(); 11], ..Written::default() }, "resume.count"),
            (
                Written {
                    work: vec![Work { text: long, title: "a".into(), ..Work::default() }],
                    ..Written::default()
                },
                "text.too_long",
            ),
            (Written { schools: vec![School::default()], ..Written::default() }, "text.empty"),
        ] {
            assert_eq!(code(resumes::save(store, actor, me.1, None, bad).await), expected);
        }
        assert_eq!(resumes::versions(store, actor, me.1).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_savings_at_once_none_is_lost() {
    each_engine(async |w| {
        let me = worker(&w, "13805910031").await;
        let first = save(&w, &me, None, written("零")).await;
        // Each of them reads, writes, and where somebody was quicker is told so and writes again from what is there now.
        let mut tabs = Vec::new();
        for tab in 0..6 {
            let (w, me) = (w.clone(), me.clone());
            tabs.push(tokio::spawn(async move {
                let (mut base, mut told) = (first, 0);
                loop {
                    let text = written(&format!("第 {tab} 页"));
                    match resumes::save(&w.store, &me.0.actor, me.1, Some(base), text).await {
                        Ok(_) => return told,
                        Err(error) => {
                            assert_eq!(error.code, "resume.changed");
                            told += 1;
                            let own = resumes::own(&w.store, &me.0.actor, me.1).await.unwrap();
                            base = own.current.unwrap();
                        }
                    }
                }
            }));
        }
        let mut told = 0;
        for tab in tabs {
            told += tab.await.unwrap();
        }
        assert!(told >= 5, "all of them began from the same version: {told}");
        let versions = resumes::versions(&w.store, &me.0.actor, me.1).await.unwrap();
        assert_eq!(versions.len(), 7);
        let mut found = Vec::new();
        for line in versions {
            let own = resumes::version(&w.store, &me.0.actor, me.1, line.id).await.unwrap();
            found.push(own.full.written.headline);
        }
        for tab in 0..6 {
            assert!(found.contains(&format!("第 {tab} 页")), "{found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_latest_are_kept_and_what_an_employer_was_given() {
    each_engine(async |w| {
        let me = worker(&w, "13805910031").await;
        let (boss, shop) = employer(&w, "13805910033", true).await;
        let (store, actor) = (&w.store, &me.0.actor);
        let mut all = vec![save(&w, &me, None, written("0")).await];
        let job = post(&w, &boss, shop, &input(shift(&w, 48, 4), 2)).await;
        let asked = applications::apply(store, actor, me.1, job.id).await.unwrap();
        assert_eq!(asked.resume_id, Some(all[0]));
        for n in 1..=KEPT + 3 {
            w.clock.advance(Micros::MINUTE);
            all.push(save(&w, &me, all.last().copied(), written(&n.to_string())).await);
        }
        let versions = resumes::versions(store, actor, me.1).await.unwrap();
        let kept: Vec<_> = versions.iter().filter(|line| line.kept == 1).map(|line| line.id).collect();
        let latest = usize::try_from(KEPT).unwrap();
        assert_eq!(versions.len(), all.len());
        assert_eq!(kept.len(), latest + 1, "the latest, and the one that was given");
        assert!(kept.contains(&all[0]) && !kept.contains(&all[1]) && kept.contains(&all[4]));
        assert_eq!(versions.last().unwrap().given, 1);
        assert_eq!(code(resumes::version(store, actor, me.1, all[1]).await), "resume.dropped");
        let back = resumes::restore(store, actor, me.1, all.last().copied(), all[1]).await;
        assert_eq!(code(back), "resume.dropped");
        // What was given is what is seen, whatever was written since.
        let given = resumes::given(store, &boss.actor, asked.id).await.unwrap();
        assert_eq!(given.seen.written.headline, "0");
        // A version stays whose it was, and what was dropped does not come back, whoever tries.
        let mut db = sqlx::AnyConnection::connect(&w.url).await.unwrap();
        for sql in ["update resume set number = number + 100", "update resume set saved_at = saved_at + 1"] {
            assert!(db.execute(sql).await.is_err(), "{sql}");
        }
    })
    .await;
}

use sqlx::{Connection as _, Executor as _};

#[tokio::test]
async fn an_employer_sees_what_the_stage_allows_and_no_more() {
    each_engine(async |w| {
        let number = IdNumber::with_check("35010219910317042").unwrap();
        let lin = Registration {
            id_number: Some(number),
            region: "350102001001".parse().unwrap(),
            ..registration()
        };
        let me = registered(&w, "13805910031", lin).await;
        let (boss, shop) = employer(&w, "13805910033", true).await;
        let (rival, _) = employer(&w, "13805910034", true).await;
        let store = &w.store;
        let version = save(&w, &me, None, written("后厨八年")).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 48, 4), 3)).await;
        let asked = applications::apply(store, &me.0.actor, me.1, job.id).await.unwrap();

        let before = async || {
            let given = resumes::given(store, &boss.actor, asked.id).await.unwrap();
            assert_eq!(given.stage, Stage::Before);
            assert_eq!(given.seen.called, Called::Surname(Some("林".into()), Some(Sex::Female)));
            assert_eq!((given.seen.phone.clone(), given.seen.region.level()), (None, Level::Township));
            assert_eq!(given.seen.version.map(|(id, _)| id), Some(version));
            let told = format!("{given:?}");
            for words in ["秀英", "13805910031", "138 0591 0031", "350102001001"] {
                assert!(!told.contains(words), "{words}: {told}");
            }
            assert!(told.contains("三坊老店") && told.contains("后厨八年"));
        };
        before().await;
        for who in [&rival.actor, &me.0.actor, &kernel::Actor::visitor()] {
            let error = resumes::given(store, who, asked.id).await.unwrap_err();
            assert!(["not_found", "access.sign_in"].contains(&error.code), "{}", error.code);
        }
        // What is written since is not what was given.
        w.clock.advance(Micros::HOUR);
        save(&w, &me, Some(version), written("别的")).await;
        before().await;
        applications::shortlist(store, &boss.actor, asked.id).await.unwrap();
        before().await;
        applications::offer(store, &boss.actor, asked.id).await.unwrap();
        before().await;
        applications::accept(store, &me.0.actor, asked.id).await.unwrap();
        let given = resumes::given(store, &boss.actor, asked.id).await.unwrap();
        assert_eq!((given.stage, given.seen.called), (Stage::Hired, Called::Whole("林秀英".into())));
        assert_eq!(given.seen.phone.unwrap().as_str(), "13805910031");
        assert_eq!((given.seen.region.level(), given.seen.written), (Level::Township, written("后厨八年")));
        assert_eq!(given.seen.hires, [], "the hire came after it was given");

        // Refused, withdrawn, lapsed: no more.
        for (at, end) in [(96, "refuse"), (120, "withdraw"), (144, "decline")] {
            let job = post(&w, &boss, shop, &input(shift(&w, at, 4), 1)).await;
            let asked = applications::apply(store, &me.0.actor, me.1, job.id).await.unwrap();
            let given = resumes::given(store, &boss.actor, asked.id).await.unwrap();
            assert_eq!(given.seen.hires.len(), 1, "what they were hired for before they asked");
            let ended = match end {
                "refuse" => applications::refuse(store, &boss.actor, asked.id, Refusal::Filled).await,
                "withdraw" => applications::withdraw(store, &me.0.actor, asked.id).await,
                _ => {
                    applications::offer(store, &boss.actor, asked.id).await.unwrap();
                    applications::decline(store, &me.0.actor, asked.id, Refusal::Time).await
                }
            };
            assert!(!ended.unwrap().is_live());
            assert_eq!(code(resumes::given(store, &boss.actor, asked.id).await), "resume.over", "{end}");
        }
        // Erased: nothing, though the hire stands.
        workers::erase(store, &me.0.actor, me.1, EraseReason::Request).await.unwrap();
        assert_eq!(code(resumes::given(store, &boss.actor, asked.id).await), "resume.over");
        let words: i64 =
            store.one("select count(*) from resume where body is not null", vec![]).await.unwrap();
        assert_eq!(words, 0);
    })
    .await;
}

#[tokio::test]
async fn two_records_of_one_person_are_read_together_and_split_again() {
    each_engine(async |w| {
        let official = w.official("350000000000").await;
        let number = IdNumber::with_check("35010219910317042").unwrap();
        // The first has a number and is kept; the second wrote last.
        let one =
            registered(&w, "13805910031", Registration { id_number: Some(number), ..registration() }).await;
        let two = worker(&w, "13805910032").await;
        let (boss, shop) = employer(&w, "13805910033", true).await;
        let store = &w.store;
        let theirs = save(&w, &two, None, written("第二份的")).await;
        let kept = twins::merge(store, &official.actor, one.1, two.1, "看过证件", false).await.unwrap();
        assert_eq!(kept, one.1);
        // The kept one wrote nothing: what the other wrote is current, and applying gives it.
        assert_eq!(headline(&w, &one).await, "第二份的");
        let job = post(&w, &boss, shop, &input(shift(&w, 48, 4), 2)).await;
        let me = w.here(&w.token_again("13805910031").await).await;
        let asked = applications::apply(store, &me.actor, one.1, job.id).await.unwrap();
        assert_eq!((asked.worker_id, asked.resume_id), (one.1, Some(theirs)));
        assert_eq!(
            resumes::given(store, &boss.actor, asked.id).await.unwrap().seen.written.headline,
            "第二份的"
        );
        // What is written now is the kept one's, and wins over what the other wrote.
        w.clock.advance(Micros::HOUR);
        let both = w.here(&w.token_again("13805910032").await).await;
        let mine = resumes::save(store, &both.actor, one.1, Some(theirs), written("合起来的")).await.unwrap();
        assert_eq!(headline(&w, &one).await, "合起来的");
        let lines = resumes::versions(store, &both.actor, two.1).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), [mine, theirs]);
        // Split: each has their own, and the employer of one is not shown what the other wrote.
        let merge = twins::merges(store, &official.actor, kept).await.unwrap().remove(0).id;
        twins::split(store, &official.actor, &merge, "是两个人").await.unwrap();
        assert_eq!(headline(&w, &one).await, "合起来的");
        let other = w.here(&w.token_again("13805910032").await).await;
        assert_eq!(headline(&w, &(other.clone(), two.1)).await, "第二份的");
        assert_eq!(resumes::versions(store, &other.actor, two.1).await.unwrap().len(), 1);
        let given = resumes::given(store, &boss.actor, asked.id).await.unwrap();
        assert_eq!((given.seen.written.headline.as_str(), given.seen.version), ("", None));

        // Merged again and erased: every version of both.
        twins::merge(store, &official.actor, one.1, two.1, "还是一个人", false).await.unwrap();
        let me = w.here(&w.token_again("13805910031").await).await;
        workers::erase(store, &me.actor, one.1, EraseReason::Request).await.unwrap();
        let left: Vec<i64> = store
            .all("select count(*) from resume group by case when body is null then 0 else 1 end", vec![])
            .await
            .unwrap();
        assert_eq!(left, [2], "two versions, neither with words");
    })
    .await;
}

fn full(name: &str, phone: &str, words: &str) -> Full {
    let cell = || words.to_owned();
    Full {
        name: name.into(),
        sex: None,
        phone: phone.parse().ok(),
        region: "350102001001".parse().unwrap(),
        wants: RegistrationKind::Gig,
        occupations: vec!["4-10-01-01".into()],
        availability: Availability::ALL,
        pay: None,
        version: None,
        written: Written {
            headline: cell(),
            can: cell(),
            has: Vec::new(),
            work: vec![Work { from: None, to: None, place: cell(), title: cell(), text: cell() }],
            schools: vec![School { from: None, to: None, school: cell(), what: cell() }],
            certificates: vec![Certificate { name: cell(), since: None }],
            languages: vec![cell()],
            words: cell(),
        },
        hires: Vec::new(),
    }
}

proptest! {
    /// Wherever they write it, before a hire no name, no phone, no number and no door comes through; afterwards all of it does;
    /// once it is over nothing.
    #[test]
    fn before_a_hire_no_word_leads_to_the_person(
        given in "[\u{4e10}-\u{4e7f}]{2,3}", tail in "[3-9][0-9]{9}", around in "[a-z，。\n]{0,12}", gap in "[ -]?",
    ) {
        let (name, phone) = (format!("林{given}"), format!("1{tail}"));
        let spelled = format!("{}{gap}{}{gap}{}", &phone[..3], &phone[3..7], &phone[7..]);
        let words = format!("{around}{name}{around}{spelled}{around}35010219910317042X{around}{given}");
        let all = full(&name, &phone, &words);
        let seen = seen_by(Stage::Before, all.clone()).unwrap();
        prop_assert_eq!(&seen.called, &Called::Surname(Some("林".into()), None));
        prop_assert!(seen.phone.is_none() && seen.region.level() == Level::Township);
        let told = format!("{seen:?}");
        for secret in [name.as_str(), &given, &phone, &spelled, "35010219910317042", "350102001001"] {
            prop_assert!(!told.contains(secret), "{secret}: {told}");
        }
        let hired = seen_by(Stage::Hired, all.clone()).unwrap();
        prop_assert_eq!(&hired.called, &Called::Whole(name));
        prop_assert_eq!(hired.phone.as_ref().map(|phone| phone.as_str()), all.phone.as_ref().map(|phone| phone.as_str()));
        prop_assert!(hired.written == all.written && hired.region.level() == Level::Township);
        let own = seen_by(Stage::Own, all.clone()).unwrap();
        prop_assert!(own.region == all.region && own.written == all.written);
        prop_assert!(seen_by(Stage::Over, all).is_none());
    }
}

#[test]
fn surnames_are_told_as_people_have_them() {
    for (name, surname) in [
        ("林秀英", Some("林")),
        ("林英", Some("林")),
        ("欧阳修文", Some("欧阳")),
        ("欧阳", Some("欧")),
        ("林", None),
        ("Anna Li", None),
        ("阿依古丽·买买提", None),
    ] {
        assert_eq!(matching::people::surname(name), surname, "{name}");
    }
}
