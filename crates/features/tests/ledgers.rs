//! What must hold of facts and ledgers, on every engine: the rows are what the rule says of the facts, whoever writes at
//! once, whatever is merged, split, corrected or erased; the counts are the rows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{World, code, each_engine, holds};
use features::{
    ledgers::{
        self, ContactHow, FactSource, FileRegister, Filter, LedgerRow, Line, NewContact, NewFact,
        NoRegisters, Search, State, Turn, Verified,
    },
    twins,
    workers::{self, EraseReason, Registration},
};
use kernel::{Actor, Grant, IdNumber, Micros, Role, WorkerId, from_civil};
use ledger::{Day, Group, Kind, Standing, ledgers as rules};
use store::Reconciler as _;
use town::{GULOU, registered, registration};

const VILLAGE: &str = "350102001001";
const OTHER: &str = "350102002002";
const NOTE: &str = "残联证件号尾数七七四一";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn fact(kind: Kind, value: &str, from: &str) -> NewFact {
    NewFact {
        kind,
        value: value.into(),
        from: day(from),
        to: None,
        source: FactSource::Paper,
        note: String::new(),
        corrects: None,
        void: false,
    }
}

fn lives(village: &str, number: Option<&str>) -> Registration {
    let id_number = number.map(|digits| IdNumber::with_check(digits).unwrap());
    Registration { region: village.parse().unwrap(), id_number, ..registration() }
}

async fn officer(w: &World, phone: &str, role: Role, region: &str) -> Actor {
    let here = w.sign_in(phone).await;
    Actor::signed_in(here.account, None, vec![Grant::new(role, region.parse().unwrap(), None).unwrap()])
}

async fn rows(w: &World, worker: WorkerId) -> Vec<LedgerRow> {
    w.store.all("select * from ledger where worker_id = $1 order by id", store::args![worker]).await.unwrap()
}

async fn state(w: &World, worker: WorkerId, group: Group) -> Option<State> {
    let rows = rows(w, worker).await;
    rows.iter().rev().find(|row| row.grp == group.as_str()).map(|row| row.state)
}

async fn sound(w: &World) {
    w.store.drain(&[]).await.unwrap();
    let found = store::patrol(&w.store, features::CHECKS).await.unwrap();
    assert_eq!(found, []);
}

async fn listed(w: &World, actor: &Actor, group: Group, state: State, search: Search) -> Vec<Line> {
    let region = GULOU.parse().unwrap();
    let filter = Filter { group, region, state, verified: None, idle_days: None, search };
    ledgers::list(&w.store, actor, &filter, None, 50).await.unwrap().items
}

fn at(group: Group) -> usize {
    Group::ALL.iter().position(|one| *one == group).unwrap()
}

/// Sets the clock to the morning of a day.
fn on(w: &World, text: &str) {
    w.clock.set(day(text).start() + 9 * Micros::HOUR);
}

#[tokio::test]
async fn a_fact_moves_the_rows_and_the_counts_in_one_transaction() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let (_, worker) = registered(&w, "13605910002", lives(VILLAGE, None)).await;
        let lost = fact(Kind::Unemployed, "yes", "2026-02-01");
        let first = ledgers::record(&w.store, &clerk, worker, lost.clone()).await.unwrap();
        assert_eq!(ledgers::record(&w.store, &clerk, worker, lost).await.unwrap(), first, "twice is once");
        assert_eq!(state(&w, worker, Group::Unemployed).await, Some(State::Unclear));
        let counts = ledgers::counts(&w.store, &clerk, GULOU.parse().unwrap()).await.unwrap();
        assert_eq!(counts.all[at(Group::Unemployed)].unclear, 1);
        sound(&w).await;

        // The date of birth tells.
        ledgers::record(&w.store, &clerk, worker, fact(Kind::Born, "female", "1985-05-05")).await.unwrap();
        for group in [Group::Unemployed, Group::Difficulty] {
            assert_eq!(state(&w, worker, group).await, Some(State::In), "{group}");
        }
        for region in ["350000000000", "350100000000", GULOU, "350102001000", VILLAGE] {
            let actor = officer(&w, "13605910001", Role::Official, "350000000000").await;
            let counts = ledgers::counts(&w.store, &actor, region.parse().unwrap()).await.unwrap();
            assert_eq!(counts.all[at(Group::Difficulty)].inside, 1, "{region}");
            let below: i64 = counts.below.iter().map(|one| one.counts[at(Group::Difficulty)].inside).sum();
            assert_eq!(below + counts.here[at(Group::Difficulty)].inside, 1, "{region}");
        }
        let row = &rows(&w, worker).await[0];
        assert_eq!((row.station.as_str(), row.entered_day), ("350102001000", day("2026-02-01").0));

        // She finds work: out since that day, and the row stays.
        let works = fact(Kind::Employed, "yes", "2026-03-01");
        let works = ledgers::record(&w.store, &clerk, worker, works).await.unwrap();
        let all = rows(&w, worker).await;
        let out = all.iter().find(|row| row.grp == "unemployed").unwrap();
        assert_eq!((out.state, out.exited_day), (State::Out, Some(day("2026-03-01").0)));
        assert_eq!(out.exit_reason.as_deref(), Some("holds:employed"));
        sound(&w).await;

        // It was somebody else: what had ended goes on, the same row, and nothing that was said is lost.
        let void = NewFact {
            corrects: Some(works.clone()),
            void: true,
            ..fact(Kind::Employed, "yes", "2026-03-01")
        };
        ledgers::record(&w.store, &clerk, worker, void.clone()).await.unwrap();
        assert_eq!(code(ledgers::record(&w.store, &clerk, worker, void).await), "fact.corrected");
        let again = rows(&w, worker).await;
        assert_eq!(again.len(), all.len());
        assert_eq!(state(&w, worker, Group::Unemployed).await, Some(State::In));
        let records = workers::records(&w.store, worker).await.unwrap();
        assert_eq!(ledgers::facts(&w.store, &records).await.unwrap().len(), 4);
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_fact_is_refused_and_so_is_who_may_not() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let away = officer(&w, "13605910003", Role::Staff, "350200000000").await;
        let (me, worker) = registered(&w, "13605910002", lives(VILLAGE, None)).await;
        let record =
            async |actor: &Actor, fact: NewFact| code(ledgers::record(&w.store, actor, worker, fact).await);
        assert_eq!(record(&clerk, fact(Kind::Disability, "9", "2026-01-01")).await, "fact.value");
        assert_eq!(record(&clerk, fact(Kind::Released, "veterans", "2026-01-01")).await, "fact.kind");
        assert_eq!(record(&clerk, fact(Kind::Born, "male", "2026-03-04")).await, "fact.day");
        assert_eq!(record(&clerk, fact(Kind::Employed, "yes", "2027-06-01")).await, "fact.day");
        let other = NewFact { corrects: Some("nothing".into()), ..fact(Kind::Employed, "yes", "2026-01-01") };
        assert_eq!(record(&clerk, other).await, "not_found");
        let long = NewFact { note: "长".repeat(201), ..fact(Kind::Employed, "yes", "2026-01-01") };
        assert_eq!(record(&clerk, long).await, "text.too_long");
        for actor in [&away, &me.actor] {
            assert_eq!(record(actor, fact(Kind::Employed, "yes", "2026-01-01")).await, "not_found");
        }
        let region = GULOU.parse().unwrap();
        assert_eq!(code(ledgers::counts(&w.store, &away, region).await), "access.forbidden");
        assert_eq!(
            code(ledgers::export(&w.store, &clerk, Group::Veterans, region, "要用一下").await),
            "access.forbidden"
        );
        let entries = w.store.one::<i64>("select count(*) from fact", vec![]).await.unwrap();
        assert_eq!(entries, 0);
    })
    .await;
}

#[tokio::test]
async fn time_alone_moves_people_once_however_often_it_is_looked_at() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let (_, worker) = registered(&w, "13605910002", lives(VILLAGE, Some("35010219900601102"))).await;
        ledgers::record(&w.store, &clerk, worker, fact(Kind::Unemployed, "yes", "2026-03-01")).await.unwrap();
        let grade = NewFact { to: Some(day("2026-10-01")), ..fact(Kind::Disability, "4", "2025-10-01") };
        ledgers::record(&w.store, &clerk, worker, grade).await.unwrap();
        assert_eq!(state(&w, worker, Group::LongTerm).await, None);
        assert_eq!(state(&w, worker, Group::Graduates).await, Some(State::In), "thirty-five");
        assert_eq!(Turn.run(&w.store).await.unwrap(), 0, "nothing is due");

        // A missed month changes nothing about the day.
        on(&w, "2026-10-20");
        assert_eq!(Turn.run(&w.store).await.unwrap(), 1);
        assert_eq!(Turn.run(&w.store).await.unwrap(), 0);
        let all = rows(&w, worker).await;
        let out = all.iter().find(|row| row.grp == "disabled").unwrap();
        assert_eq!(
            (out.exited_day, out.exit_reason.as_deref()),
            (Some(day("2026-10-01").0), Some("over:disability"))
        );
        on(&w, "2027-03-01");
        assert_eq!(Turn.run(&w.store).await.unwrap(), 1);
        assert_eq!(state(&w, worker, Group::LongTerm).await, Some(State::In));
        assert_eq!(state(&w, worker, Group::Graduates).await, Some(State::Out), "too old");
        on(&w, "2040-01-01");
        assert!(Turn.run(&w.store).await.unwrap() <= 1);
        assert_eq!(Turn.run(&w.store).await.unwrap(), 0);
        sound(&w).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_of_many_at_once_and_the_reconciler_lose_no_count() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let mut people = Vec::new();
        for n in 0..8 {
            let phone = format!("138059200{n:02}");
            let village = if n % 2 == 0 { VILLAGE } else { OTHER };
            people.push(registered(&w, &phone, lives(village, None)).await.1);
        }
        // Of one township, all at once; the first ten of them at the same person.
        let mut tasks = tokio::task::JoinSet::new();
        for (n, worker) in people.iter().copied().enumerate() {
            for (kind, value, from) in [
                (Kind::Unemployed, "yes", "2025-03-02"),
                (Kind::Born, "male", "1970-01-01"),
                (Kind::Discharged, "yes", "2000-12-01"),
            ] {
                let (store, clerk) = (w.store.clone(), clerk.clone());
                tasks.spawn(async move {
                    for _ in 0..40 {
                        match ledgers::record(&store, &clerk, worker, fact(kind, value, from)).await {
                            Ok(_) => return,
                            // What lost against the others too often is asked again by whoever asked.
                            Err(e) if e.code == "unavailable" || e.code == "conflict" => {}
                            Err(e) => panic!("{n} {e}"),
                        }
                    }
                    panic!("{n}: never");
                });
            }
        }
        let store = w.store.clone();
        tasks.spawn(async move {
            for _ in 0..30 {
                let _ = Turn.run(&store).await;
            }
        });
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        on(&w, "2026-03-04");
        Turn.run(&w.store).await.unwrap();
        for worker in &people {
            for group in [Group::Unemployed, Group::Veterans, Group::LongTerm, Group::Difficulty] {
                assert_eq!(state(&w, *worker, group).await, Some(State::In), "{group}");
            }
        }
        let counts = ledgers::counts(&w.store, &clerk, GULOU.parse().unwrap()).await.unwrap();
        assert_eq!(counts.all[at(Group::LongTerm)].inside, 8);
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_moves_takes_their_rows_along() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, "350100000000").await;
        let (me, worker) = registered(&w, "13605910002", lives(VILLAGE, None)).await;
        ledgers::record(&w.store, &clerk, worker, fact(Kind::Discharged, "yes", "2020-12-01")).await.unwrap();
        workers::update(&w.store, &me.actor, worker, lives("350103001002", None)).await.unwrap();
        let row = &rows(&w, worker).await[0];
        assert_eq!((row.region.as_str(), row.station.as_str()), ("350103001002", "350103001000"));
        let of = async |region: &str| {
            let counts = ledgers::counts(&w.store, &clerk, region.parse().unwrap()).await.unwrap();
            counts.all[at(Group::Veterans)].inside
        };
        assert_eq!((of(GULOU).await, of("350103000000").await), (0, 1));
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn merged_people_are_in_a_ledger_once_and_split_each_is_as_before() {
    each_engine(async |w| {
        let official = w.official("350000000000").await.actor;
        let (_, one) = registered(&w, "13605910002", lives(VILLAGE, Some("35010219900601102"))).await;
        let (_, two) = registered(&w, "13605910003", lives(OTHER, None)).await;
        ledgers::record(&w.store, &official, one, fact(Kind::Unemployed, "yes", "2025-06-01")).await.unwrap();
        for made in [fact(Kind::Unemployed, "yes", "2026-02-01"), fact(Kind::Discharged, "yes", "2020-12-01")]
        {
            ledgers::record(&w.store, &official, two, made).await.unwrap();
        }
        let contact = NewContact { how: ContactHow::Visit, note: "在家".into() };
        ledgers::keep_contact(&w.store, &official, two, contact).await.unwrap();
        let facts = async || {
            let mut all = Vec::new();
            for id in [one, two] {
                let kept: Vec<ledgers::FactRow> = w
                    .store
                    .all("select * from fact where worker_id = $1 order by id", store::args![id])
                    .await
                    .unwrap();
                all.push(kept);
            }
            all
        };
        let standing = async |id: WorkerId| {
            let mut all = Vec::new();
            for row in rows(&w, id).await {
                all.push((row.grp, row.state, row.entered_day, row.exited_day, row.contact_at, row.region));
            }
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        let (before_facts, before) = (facts().await, (standing(one).await, standing(two).await));

        let kept = twins::merge(&w.store, &official, one, two, "身份证看过", false).await.unwrap();
        assert_eq!(kept, one, "the record with the number");
        assert!(rows(&w, two).await.iter().all(|row| row.state == State::Merged));
        assert_eq!(state(&w, one, Group::Veterans).await, Some(State::In), "what one record knows is known");
        let veteran = rows(&w, one).await.into_iter().find(|row| row.grp == "veterans").unwrap();
        assert!(veteran.contact_at.0 > 0, "and so is that somebody was there");
        let counts = ledgers::counts(&w.store, &official, GULOU.parse().unwrap()).await.unwrap();
        assert_eq!(
            (counts.all[at(Group::Unemployed)].inside, counts.all[at(Group::Veterans)].inside),
            (1, 1)
        );
        assert_eq!(listed(&w, &official, Group::Unemployed, State::In, Search::All).await.len(), 1);
        sound(&w).await;

        let merge = twins::merges(&w.store, &official, one).await.unwrap().remove(0).id;
        twins::split(&w.store, &official, &merge, "是两个人").await.unwrap();
        assert_eq!(facts().await, before_facts);
        assert_eq!(standing(two).await, before.1);
        let own: Vec<_> = standing(one).await.into_iter().filter(|row| row.1 != State::Out).collect();
        assert_eq!(own, before.0, "and what was only the other's has ended");
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn let_go_by_hand_stays_so_until_something_begins_anew() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let (_, worker) = registered(&w, "13605910002", lives(VILLAGE, None)).await;
        let release =
            async |reason: &str| ledgers::release(&w.store, &clerk, worker, Group::Domestic, reason).await;
        assert_eq!(code(release("搬走了").await), "not_found", "who was never in");
        ledgers::record(&w.store, &clerk, worker, fact(Kind::Domestic, "yes", "2026-01-01")).await.unwrap();
        assert_eq!(code(release("x").await), "text.too_short");
        release("搬去外省了").await.unwrap();
        release("搬去外省了").await.unwrap();
        let all = rows(&w, worker).await;
        assert_eq!((all.len(), all[0].state), (1, State::Out));
        assert_eq!(all[0].exit_reason.as_deref(), Some("let_go:released"));
        w.clock.advance(Micros::DAY);
        Turn.run(&w.store).await.unwrap();
        assert_eq!(state(&w, worker, Group::Domestic).await, Some(State::Out));
        let again = fact(Kind::Domestic, "yes", "2026-03-04");
        ledgers::record(&w.store, &clerk, worker, again).await.unwrap();
        let all = rows(&w, worker).await;
        assert_eq!((all.len(), all[1].state), (2, State::In), "a time of its own");
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn a_register_is_asked_or_it_is_said_that_there_is_none() {
    each_engine(async |w| {
        let official = officer(&w, "13605910001", Role::Official, GULOU).await;
        let clerk = officer(&w, "13605910004", Role::Staff, GULOU).await;
        let number = IdNumber::with_check("35010219700601102").unwrap();
        let (_, worker) = registered(&w, "13605910002", lives(VILLAGE, Some("35010219700601102"))).await;
        let (_, nameless) = registered(&w, "13605910003", lives(VILLAGE, None)).await;
        for id in [worker, nameless] {
            ledgers::record(&w.store, &clerk, id, fact(Kind::Disability, "2", "2020-01-01")).await.unwrap();
        }
        let file = |rows: &str| FileRegister::read(&format!("register,number,from,to\n{rows}")).unwrap();
        let line = |to: &str| format!("disability_federation,{},2020-01-01,{to}\n", number.as_str());
        let ask = async |register: &dyn ledgers::PeopleRegister, actor: &Actor, id| {
            ledgers::verify(&w.store, actor, register, id, Group::Disabled).await
        };
        assert_eq!(code(ask(&NoRegisters, &official, worker).await), "ledger.no_register");
        assert_eq!(rows(&w, worker).await[0].verified, Verified::Unchecked, "it is not pretended");
        assert_eq!(code(ask(&file(&line("")), &clerk, worker).await), "not_found");
        assert_eq!(code(ask(&file(&line("")), &official, nameless).await), "ledger.no_number");
        assert_eq!(ask(&file(&line("")), &official, worker).await.unwrap(), Verified::Confirmed);
        let counts = ledgers::counts(&w.store, &official, GULOU.parse().unwrap()).await.unwrap();
        assert_eq!(counts.all[at(Group::Disabled)].confirmed, 1);
        sound(&w).await;
        assert_eq!(ask(&file(&line("2026-01-01")), &official, worker).await.unwrap(), Verified::Contradicted);
        let other = IdNumber::with_check("35010219700601110").unwrap();
        let other = file(&format!("disability_federation,{},2020-01-01,\n", other.as_str()));
        assert_eq!(ask(&other, &official, worker).await.unwrap(), Verified::Absent);
        assert_eq!(state(&w, worker, Group::Disabled).await, Some(State::In), "a register decides nothing");
        sound(&w).await;
    })
    .await;
}

#[test]
fn a_file_with_one_wrong_line_is_refused_with_its_number() {
    let number = IdNumber::with_check("35010219700601102").unwrap();
    let good = format!("education,{},2020-01-01,2024-01-01", number.as_str());
    for bad in [
        "",
        "a,b",
        "education,1,2020-01-01,",
        &good.replace("2024", "2019"),
        &good.replace("2020-01-01", "x"),
    ] {
        let text = format!("register,number,from,to\n{good}\n{bad}\n");
        let error = FileRegister::read(&text).err().unwrap();
        assert_eq!((error.code, error.detail[0].1.as_str()), ("register.file", "3"), "{bad}");
    }
    assert!(FileRegister::read("name,number\n").is_err());
    assert!(FileRegister::read(&format!("\u{feff}register,number,from,to\r\n{good}\r\n")).is_ok());
}

#[tokio::test]
async fn a_list_finds_by_name_number_phone_and_by_who_was_not_spoken_with() {
    each_engine(async |w| {
        let clerk = officer(&w, "13605910001", Role::Staff, GULOU).await;
        let mut people = Vec::new();
        for n in 0..5 {
            let number = format!("3501021970060110{n}");
            let name = ["林秀英", "陈大伟"][n % 2];
            let input =
                Registration { name: name.parse().unwrap(), ..lives([VILLAGE, OTHER][n % 2], Some(&number)) };
            let (_, id) = registered(&w, &format!("1360592000{n}"), input).await;
            ledgers::record(&w.store, &clerk, id, fact(Kind::Discharged, "yes", "1995-12-01")).await.unwrap();
            people.push((id, IdNumber::with_check(&number).unwrap()));
        }
        let find = async |words: &str| {
            let search = Search::read(words).unwrap();
            let found = listed(&w, &clerk, Group::Veterans, State::In, search).await;
            found.into_iter().map(|line| line.worker).collect::<Vec<_>>()
        };
        assert_eq!(find("").await.len(), 5);
        assert_eq!(find("林秀英").await.len(), 3);
        assert_eq!(find("林秀").await.len(), 0);
        assert_eq!(find("13605920003").await, [people[3].0]);
        assert_eq!(find(people[1].1.as_str()).await, [people[1].0]);
        assert_eq!(Search::read(&"林".repeat(90)), None);
        let line = &listed(&w, &clerk, Group::Veterans, State::In, Search::All).await[0];
        assert_eq!((line.name_masked.as_str(), line.contact_at), ("林*英", None));
        assert!(line.phone_masked.contains('*'));

        // Page after page, everybody once, in order of where they live.
        let region = GULOU.parse().unwrap();
        let mut filter = Filter {
            group: Group::Veterans,
            region,
            state: State::In,
            verified: None,
            idle_days: None,
            search: Search::All,
        };
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = ledgers::list(&w.store, &clerk, &filter, after.as_deref(), 2).await.unwrap();
            all.extend(page.items.into_iter().map(|line| line.region));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert!(all.len() == 5 && all.is_sorted());

        let contact = NewContact { how: ContactHow::Phone, note: "下周一来面试".into() };
        ledgers::keep_contact(&w.store, &clerk, people[0].0, contact).await.unwrap();
        filter.idle_days = Some(30);
        let idle = async |filter: &Filter| {
            ledgers::list(&w.store, &clerk, filter, None, 50).await.unwrap().items.len()
        };
        assert_eq!(idle(&filter).await, 4);
        w.clock.advance(31 * Micros::DAY);
        assert_eq!(idle(&filter).await, 5);
        filter.verified = Some(Verified::Unchecked);
        assert_eq!(idle(&filter).await, 5);
        filter.verified = Some(Verified::Confirmed);
        assert_eq!(idle(&filter).await, 0);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_and_nobody_else_is_touched() {
    each_engine(async |w| {
        let official = w.official("350000000000").await.actor;
        let (_, one) = registered(&w, "13605910002", lives(VILLAGE, Some("35010219700601102"))).await;
        let (_, two) = registered(&w, "13605910003", lives(OTHER, None)).await;
        let (_, other) = registered(&w, "13605910004", lives(VILLAGE, None)).await;
        for id in [one, two, other] {
            let noted = NewFact { note: NOTE.into(), ..fact(Kind::Disability, "2", "2020-01-01") };
            let id_of = ledgers::record(&w.store, &official, id, noted).await.unwrap();
            let right = NewFact { corrects: Some(id_of), ..fact(Kind::Disability, "3", "2020-01-01") };
            ledgers::record(&w.store, &official, id, right).await.unwrap();
            let contact = NewContact { how: ContactHow::Visit, note: NOTE.into() };
            ledgers::keep_contact(&w.store, &official, id, contact).await.unwrap();
        }
        ledgers::release(&w.store, &official, one, Group::Disabled, NOTE).await.unwrap();
        assert!(!w.dump().await.iter().any(|line| holds(line, NOTE)), "notes are sealed");
        twins::merge(&w.store, &official, one, two, "身份证看过", false).await.unwrap();
        sound(&w).await;
        workers::erase(&w.store, &official, two, EraseReason::Request).await.unwrap();
        let dump = w.dump().await;
        for table in ["fact", "ledger", "ledger_turn", "contact"] {
            let left = dump.iter().filter(|line| line.starts_with(&format!("{table}: ")));
            for line in left {
                assert!(holds(line, &other.to_string()), "{line}");
            }
        }
        let of_them = |line: &&String| {
            let about = ["entry: ", "part: ", "fact: ", "ledger"].iter().any(|table| line.starts_with(table));
            about && (holds(line, &one.to_string()) || holds(line, &two.to_string()))
        };
        assert_eq!(dump.iter().find(of_them), None);
        assert_eq!(rows(&w, other).await.len(), 1);
        let counts = ledgers::counts(&w.store, &official, GULOU.parse().unwrap()).await.unwrap();
        assert_eq!((counts.all[at(Group::Disabled)].inside, counts.all[at(Group::Disabled)].unclear), (0, 1));
        sound(&w).await;
    })
    .await;
}

#[tokio::test]
async fn taking_a_ledger_out_is_written_down_with_who_and_why() {
    each_engine(async |w| {
        let official = w.official(GULOU).await.actor;
        let region = GULOU.parse().unwrap();
        let take =
            async |reason: &str| ledgers::export(&w.store, &official, Group::Veterans, region, reason).await;
        assert_eq!(code(take("啊").await), "text.too_short");
        let taken = take("给退役军人事务局对名单").await.unwrap();
        assert_eq!((taken.by.as_str(), taken.at), ("first.official", w.store.now()));
        let kept: i64 = w.store.one("select count(*) from ledger_export", vec![]).await.unwrap();
        assert_eq!(kept, 1);
        w.store.drain(&[]).await.unwrap();
        let last = w.store.entries_after(0, 1_000).await.unwrap().pop().unwrap();
        assert_eq!((last.name.as_str(), last.region.as_str()), ("ledger.export", GULOU));
        assert!(!w.dump().await.iter().any(|line| holds(line, "退役军人事务局")));
        assert!(from_civil(2026, 3, 3, 9, 0).is_ok());
    })
    .await;
}

/// Draws numbers, the same for the same seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Of every person that is kept, the row of each ledger says what the rule says of the facts of every record; of one that
/// goes by another no row stands.
async fn agrees(w: &World, people: &[WorkerId], after: &str) -> usize {
    let mut stood = 0;
    for id in people {
        let records = workers::records(&w.store, *id).await.unwrap();
        let Some(me) = records.iter().find(|record| record.id == *id) else { continue };
        let standing: Vec<LedgerRow> = rows(w, *id).await;
        if me.merged_into.is_some() {
            assert!(standing.iter().all(|row| matches!(row.state, State::Merged | State::Out)), "{after}");
            continue;
        }
        let facts = ledgers::facts(&w.store, &records).await.unwrap();
        let known = ledgers::known(&facts, None).unwrap();
        for entry in rules() {
            let said = ledger::stand(entry, &known, Day::of(w.store.now()));
            let open: Vec<_> = standing
                .iter()
                .filter(|row| row.grp == entry.group.as_str() && row.state != State::Out)
                .collect();
            match said.standing {
                Standing::Out => assert!(open.is_empty(), "{after}: {}", entry.group),
                Standing::In | Standing::Unclear => {
                    assert_eq!(open.len(), 1, "{after}: {} {said:?}", entry.group);
                    stood += 1;
                    assert_eq!(open[0].state.as_str(), said.standing.as_str(), "{after}: {}", entry.group);
                    let since = said.since.map(|day| day.0);
                    assert_eq!(since.or(Some(open[0].entered_day)), Some(open[0].entered_day), "{after}");
                    assert_eq!(open[0].region, me.region);
                }
            }
        }
    }
    stood
}

#[tokio::test]
async fn whatever_is_done_the_rows_are_what_the_rule_says_and_the_counts_are_the_rows() {
    const SAID: [(Kind, &str); 12] = [
        (Kind::Unemployed, "yes"),
        (Kind::Unemployed, "no"),
        (Kind::Born, "female"),
        (Kind::Graduated, "college"),
        (Kind::Employed, "yes"),
        (Kind::Employed, "no"),
        (Kind::Disability, "2"),
        (Kind::Discharged, "yes"),
        (Kind::Household, "rural"),
        (Kind::Away, "yes"),
        (Kind::Domestic, "yes"),
        (Kind::Pension, "yes"),
    ];
    each_engine(async |w| {
        let official = w.official("350000000000").await.actor;
        let mut people = Vec::new();
        let mut tokens = Vec::new();
        for n in 0..4 {
            let village = [VILLAGE, OTHER][n % 2];
            let (me, id) = registered(&w, &format!("1360592100{n}"), lives(village, None)).await;
            people.push(id);
            tokens.push(me);
        }
        let (mut draw, store) = (Draw(11), &w.store);
        let (mut merges, mut written): (Vec<String>, Vec<(WorkerId, String)>) = (Vec::new(), Vec::new());
        let mut stood = 0;
        for step in 0..60 {
            let who = draw.below(people.len());
            let id = people[who];
            let done = match draw.below(10) {
                0..5 => {
                    let (kind, value) = SAID[draw.below(SAID.len())];
                    let back = if kind == Kind::Born { 9_000 + draw.below(12_000) } else { draw.below(700) };
                    let from = Day::of(store.now()).later(-(back as i64));
                    let lasts = kind.shape() == ledger::Shape::Period && draw.below(3) == 0;
                    let to = lasts.then(|| from.later(1 + draw.below(800) as i64));
                    let new = NewFact { from, to, ..fact(kind, value, "2026-01-01") };
                    let made = ledgers::record(store, &official, id, new).await;
                    if let Ok(fact) = &made {
                        written.push((id, fact.clone()));
                    }
                    made.map(drop)
                }
                5 if !written.is_empty() => {
                    let (of, fact) = written.swap_remove(draw.below(written.len()));
                    ledgers::void(store, &official, of, &fact).await.map(drop)
                }
                6 => {
                    let group = Group::ALL[draw.below(Group::ALL.len())];
                    ledgers::release(store, &official, id, group, "搬走了").await
                }
                7 => {
                    let other = people[draw.below(people.len())];
                    let made = twins::merge(store, &official, id, other, "看过", false).await;
                    if let Ok(kept) = made {
                        for merge in twins::merges(store, &official, kept).await.unwrap() {
                            if !merges.contains(&merge.id) {
                                merges.push(merge.id);
                            }
                        }
                    }
                    made.map(drop)
                }
                8 if !merges.is_empty() => {
                    let merge = merges.swap_remove(draw.below(merges.len()));
                    twins::split(store, &official, &merge, "是两个人").await
                }
                _ => {
                    w.clock.advance(draw.below(60) as i64 * Micros::DAY);
                    Turn.run(store).await.unwrap();
                    Ok(())
                }
            };
            // What the state does not allow changes nothing.
            assert!(done.as_ref().err().is_none_or(|error| error.kind != kernel::Kind::Internal), "{done:?}");
            stood += agrees(&w, &people, &format!("step {step}")).await;
            if step % 10 == 9 {
                sound(&w).await;
            }
        }
        assert!(stood > 100 && merges.len() + written.len() > 3 && tokens.len() == 4, "{stood}");
        sound(&w).await;
    })
    .await;
}
