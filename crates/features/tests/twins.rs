//! What must hold of two records of one person, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{World, code, each_engine, holds, minutes};
use features::{
    accounts::SignedIn,
    applications::{self, ApplicationState},
    invitations, notices, oversight, resumes, twins,
    workers::{self, EraseReason, Registration},
};
use kernel::{Actor, Grant, IdNumber, Role, WorkerId};
use town::{GULOU, employer, input, post, registered, registration, shift};

const TAIJIANG: &str = "350103000000";
const WHY: &str = "身份证和户口本都看过";

fn number(digits: &str) -> Option<IdNumber> {
    Some(IdNumber::with_check(digits).unwrap())
}

fn named(name: &str) -> Registration {
    Registration { name: name.parse().unwrap(), ..registration() }
}

async fn staff(w: &World, phone: &str, region: &str) -> Actor {
    let here = w.sign_in(phone).await;
    let grant = Grant::new(Role::Staff, region.parse().unwrap(), None).unwrap();
    Actor::signed_in(here.account, None, vec![grant])
}

/// Draws numbers, the same for the same seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// What was done, by numbers of people and jobs.
#[derive(Clone, Copy, Debug)]
enum Step {
    Register(usize),
    Update(usize, i64),
    Apply(usize, usize),
    Offer(usize, usize),
    Accept(usize, usize),
    Withdraw(usize, usize),
}

/// A town whose people can be merged, and what was done in it.
struct Town<'a> {
    w: &'a World,
    boss: SignedIn,
    official: Actor,
    jobs: Vec<kernel::JobId>,
    tokens: Vec<String>,
    /// Record of each account once registered.
    records: Vec<Option<WorkerId>>,
    done: Vec<Step>,
}

const PEOPLE: usize = 6;

impl<'a> Town<'a> {
    async fn begin(w: &'a World) -> Town<'a> {
        let official = w.official("350000000000").await.actor;
        let (boss, shop) = employer(w, "13705910001", true).await;
        let mut jobs = Vec::new();
        for day in 1..5 {
            jobs.push(post(w, &boss, shop, &input(shift(w, day * 24, 4), 9)).await.id);
        }
        let mut tokens = Vec::new();
        for n in 0..PEOPLE {
            tokens.push(w.token(&format!("138059100{n:02}")).await);
        }
        Town { w, boss, official, jobs, tokens, records: vec![None; PEOPLE], done: Vec::new() }
    }

    fn of(&self, id: WorkerId) -> usize {
        self.records.iter().position(|record| *record == Some(id)).unwrap()
    }

    /// Does a step as whoever holds the phone; what it changed is noted with the record that it was written to.
    async fn step(&mut self, step: Step) {
        let (Step::Register(n)
        | Step::Update(n, _)
        | Step::Apply(n, _)
        | Step::Offer(n, _)
        | Step::Accept(n, _)
        | Step::Withdraw(n, _)) = step;
        let (store, here) = (&self.w.store, self.w.here(&self.tokens[n]).await);
        let Some(worker) = here.worker.map(|worker| worker.id) else {
            if let Step::Register(n) = step {
                let input = named(["欧阳榕青", "陈大伟"][n % 2]);
                let id = workers::register(store, &here.actor, here.account, input).await.unwrap();
                self.records[n] = Some(id);
                self.done.push(step);
            }
            return;
        };
        let me = self.of(worker);
        let standing =
            async |job: usize| applications::standing(store, worker, self.jobs[job]).await.unwrap();
        match step {
            Step::Register(_) => {}
            Step::Update(_, reach_m) => {
                let input = Registration { reach_m, ..named(["欧阳榕青", "陈大伟"][me % 2]) };
                workers::update(store, &here.actor, worker, input).await.unwrap();
                self.done.push(Step::Update(me, reach_m));
            }
            Step::Apply(_, job) => {
                let there = standing(job).await;
                let row = applications::apply(store, &here.actor, worker, self.jobs[job]).await;
                match (there, row) {
                    // Whoever asked by any record has asked.
                    (Some(there), Ok(row)) => assert_eq!(there.id, row.id),
                    (None, Ok(row)) => {
                        assert_eq!(row.worker_id, worker);
                        self.done.push(Step::Apply(me, job));
                    }
                    (_, Err(error)) => panic!("{error}"),
                }
            }
            Step::Offer(_, job) | Step::Accept(_, job) | Step::Withdraw(_, job) => {
                let Some(row) = standing(job).await else { return };
                // Asked twice before the merge: which of the two ends is another test's question.
                let mut asked = 0;
                for record in workers::records(store, worker).await.unwrap() {
                    let sql = "select count(*) from application where worker_id = $1 and job_id = $2 \
                        and state in ('applied', 'shortlisted', 'offered', 'hired')";
                    asked += store.one::<i64>(sql, store::args![record.id, self.jobs[job]]).await.unwrap();
                }
                if asked > 1 {
                    return;
                }
                let owner = self.of(row.worker_id);
                let (done, ok) = match step {
                    Step::Offer(..) => {
                        let done = applications::offer(store, &self.boss.actor, row.id).await;
                        (Step::Offer(owner, job), done.is_ok() && row.state == ApplicationState::Applied)
                    }
                    Step::Accept(..) => {
                        let done = applications::accept(store, &here.actor, row.id).await;
                        (Step::Accept(owner, job), done.is_ok() && row.state == ApplicationState::Offered)
                    }
                    _ => {
                        let done = applications::withdraw(store, &here.actor, row.id).await;
                        (Step::Withdraw(owner, job), done.is_ok())
                    }
                };
                if ok {
                    self.done.push(done);
                }
            }
        }
    }

    async fn merge(&self, a: usize, b: usize) {
        if let (Some(a), Some(b)) = (self.records[a], self.records[b]) {
            twins::merge(&self.w.store, &self.official, a, b, WHY, true).await.unwrap();
        }
    }

    /// Splits one of the merges that stand; false if none does.
    async fn split(&self, draw: &mut Draw) -> bool {
        let standing = "select id from merge where undone_at is null order by id";
        let all: Vec<String> = self.w.store.all(standing, vec![]).await.unwrap();
        if all.is_empty() {
            return false;
        }
        let merge = &all[draw.below(all.len())];
        twins::split(&self.w.store, &self.official, merge, WHY).await.unwrap();
        true
    }

    /// Every fact about people and their work, by numbers instead of ids, without versions and times.
    async fn facts(&self) -> Vec<String> {
        let (store, vault) = (&self.w.store, self.w.store.vault());
        let mut facts = Vec::new();
        let rows: Vec<workers::WorkerRow> = store.all("select * from worker", vec![]).await.unwrap();
        for row in rows {
            let told = (
                row.open_name(vault).unwrap(),
                row.open_home(vault).unwrap(),
                row.open_about(vault).unwrap(),
            );
            let kept = (row.region, &row.occupations, row.availability, row.reach_m, row.pay().unwrap());
            let rest = (row.id_number_index, row.name_index.is_some(), row.merged_into, row.erased_at);
            let since =
                (row.gig_since.is_some(), row.full_time_since.is_some(), row.findable_since.is_some());
            facts.push(format!("worker {} {told:?} {kept:?} {rest:?} {since:?}", self.of(row.id)));
        }
        let rows: Vec<applications::ApplicationRow> =
            store.all("select * from application", vec![]).await.unwrap();
        for row in rows {
            let job = self.jobs.iter().position(|job| *job == row.job_id);
            let rest = (row.state, row.reason, row.slots, row.offered_at.is_some());
            facts.push(format!("application {} {job:?} {rest:?}", self.of(row.worker_id)));
        }
        for row in features::jobs::by_ids(store, &self.jobs).await.unwrap() {
            facts.push(format!("job {:?} {} {}", row.state, row.filled, row.openings));
        }
        facts.sort();
        facts
    }
}

/// Whatever was done while records were merged: undone, all is as if they never had been.
#[tokio::test]
async fn after_every_merge_is_undone_the_facts_are_those_of_a_town_without_merges() {
    for seed in 1..=5 {
        let runs = std::sync::Mutex::new(Vec::new());
        each_engine(async |w: World| {
            let (mut town, mut draw) = (Town::begin(&w).await, Draw(seed));
            for _ in 0..70 {
                w.clock.advance(1_000_000);
                let (n, job) = (draw.below(PEOPLE), draw.below(4));
                match draw.below(12) {
                    0 | 1 => town.step(Step::Register(n)).await,
                    2 => town.step(Step::Update(n, 1000 + draw.below(5000) as i64)).await,
                    3..=5 => town.step(Step::Apply(n, job)).await,
                    6 => town.step(Step::Offer(n, job)).await,
                    7 => town.step(Step::Accept(n, job)).await,
                    8 => town.step(Step::Withdraw(n, job)).await,
                    9 | 10 => town.merge(n, draw.below(PEOPLE)).await,
                    _ => drop(town.split(&mut draw).await),
                }
                // Nobody points at a record that points on.
                let chains = "select count(*) from worker w join worker k on k.id = w.merged_into \
                    where k.merged_into is not null";
                assert_eq!(w.store.one::<i64>(chains, vec![]).await.unwrap(), 0);
            }
            while town.split(&mut draw).await {}
            let facts = town.facts().await;
            runs.lock().unwrap().push((town.done.clone(), facts));
        })
        .await;
        let runs = std::sync::Mutex::new(runs.into_inner().unwrap().into_iter());
        each_engine(async |w: World| {
            let (done, facts) = runs.lock().unwrap().next().unwrap();
            assert!(done.len() > 10, "{done:?}");
            let mut town = Town::begin(&w).await;
            for step in &done {
                w.clock.advance(1_000_000);
                town.step(*step).await;
            }
            assert_eq!(town.facts().await, facts, "seed {seed}: {done:?}");
        })
        .await;
    }
}

/// The same person with and without an identity number, by two phones.
async fn two(w: &World) -> ((SignedIn, WorkerId), (SignedIn, WorkerId)) {
    let bare = registered(w, "13805910001", named("欧阳榕青")).await;
    w.clock.advance(minutes(1));
    let full = Registration { id_number: number("35010219880214352"), ..named("欧阳榕青") };
    (bare, registered(w, "13805910007", full).await)
}

#[tokio::test]
async fn who_looks_like_one_person_is_found_merged_and_given_back() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        let other = registered(&w, "13805910099", named("陈大伟")).await;
        let (boss, shop) = employer(&w, "13705910001", true).await;
        let jobs = [
            post(&w, &boss, shop, &input(shift(&w, 24, 4), 2)).await.id,
            post(&w, &boss, shop, &input(shift(&w, 48, 4), 2)).await.id,
        ];
        let before = applications::apply(&w.store, &bare.0.actor, bare.1, jobs[0]).await.unwrap();

        assert_eq!(twins::scan(&w.store).await.unwrap(), 1);
        let region = GULOU.parse().unwrap();
        let page = twins::suspects(&w.store, &official, region, None, 50).await.unwrap();
        let [pair] = &page.items[..] else { panic!("{page:?}") };
        assert_eq!([pair.a.id, pair.b.id], [bare.1.min(full.1), bare.1.max(full.1)]);
        assert_eq!(pair.a.name_masked, "欧**青");
        let elsewhere = twins::suspects(&w.store, &official, TAIJIANG.parse().unwrap(), None, 50);
        assert_eq!(elsewhere.await.unwrap().items, []);

        // Kept is the record with the number, whichever was named first; twice is once.
        for (a, b) in [(bare.1, full.1), (bare.1, full.1), (full.1, bare.1)] {
            let kept = twins::merge(&w.store, &official, a, b, WHY, false).await.unwrap();
            assert_eq!(kept, full.1);
        }
        let [merged] = &twins::merges(&w.store, &official, full.1).await.unwrap()[..] else { panic!() };
        assert_eq!((merged.record.id, merged.reason.as_str()), (bare.1, WHY));
        let left = twins::suspects(&w.store, &official, region, None, 50).await.unwrap();
        assert_eq!((left.items, twins::scan(&w.store).await.unwrap()), (vec![], 0));

        // Signing in with either phone is the one person, and what either did is theirs.
        let here = w.here(&w.token_again("13805910001").await).await;
        assert_eq!(here.worker.map(|worker| worker.id), Some(full.1));
        let mine = applications::of_worker(&w.store, &here.actor, full.1, None, 50).await.unwrap();
        assert_eq!(mine.items.iter().map(|row| row.id).collect::<Vec<_>>(), [before.id]);
        assert!(applications::for_worker(&w.store, &here.actor, before.id).await.is_ok());
        let again = applications::apply(&w.store, &here.actor, bare.1, jobs[0]).await.unwrap();
        assert_eq!(again.id, before.id);
        let since = applications::apply(&w.store, &here.actor, bare.1, jobs[1]).await.unwrap();
        assert_eq!(since.worker_id, full.1);
        let profile = workers::profile(&w.store, &here.actor, bare.1).await.unwrap();
        assert_eq!((profile.id, profile.id_number_masked.is_some()), (full.1, true));
        let offer = applications::offer(&w.store, &boss.actor, before.id).await.unwrap();
        assert_eq!(offer.state, ApplicationState::Offered);
        applications::accept(&w.store, &here.actor, before.id).await.unwrap();
        assert_eq!(resumes::own(&w.store, &here.actor, full.1).await.unwrap().full.hires.len(), 1);

        // Officials meet the person once.
        let list = workers::list(&w.store, &official, region, None, 50).await.unwrap();
        let ids: Vec<WorkerId> = list.items.iter().map(|line| line.id).collect();
        assert_eq!(ids.len(), 2);
        assert!(ids.contains(&full.1) && ids.contains(&other.1));
        assert_eq!(oversight::people_count(&w.store, &official, region).await.unwrap(), 2);
        let hired = oversight::Filter {
            region,
            state: Some(oversight::PersonState::Hired),
            words: "",
            after: None,
            limit: 50,
        };
        let hired = oversight::people(&w.store, &official, hired).await.unwrap();
        assert_eq!(
            hired.items.iter().map(|row| (row.person.id, row.applied)).collect::<Vec<_>>(),
            [(full.1, 2)]
        );
        let person = oversight::person(&w.store, &official, bare.1).await.unwrap();
        assert_eq!((person.line.id, person.applications.len()), (full.1, 2));

        // Undone, each has what was written to it.
        twins::split(&w.store, &official, &merged.id, "是两个人").await.unwrap();
        twins::split(&w.store, &official, &merged.id, "是两个人").await.unwrap();
        for (token, id, applied) in [("13805910001", bare.1, before.id), ("13805910007", full.1, since.id)] {
            let here = w.here(&w.token_again(token).await).await;
            assert_eq!(here.worker.map(|worker| worker.id), Some(id));
            let mine = applications::of_worker(&w.store, &here.actor, id, None, 50).await.unwrap();
            assert_eq!(mine.items.iter().map(|row| row.id).collect::<Vec<_>>(), [applied]);
        }
        assert_eq!(oversight::people_count(&w.store, &official, region).await.unwrap(), 3);
        // Whoever was found to be two is not suspected again.
        assert_eq!(twins::scan(&w.store).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn both_are_told_and_the_journal_names_nobody_else() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        twins::merge(&w.store, &official, bare.1, full.1, WHY, false).await.unwrap();
        w.store.drain(&[]).await.unwrap();
        let entries = w.store.entries_after(0, 100).await.unwrap();
        let entry = entries.iter().find(|entry| entry.name == "worker.merge").unwrap();
        assert_eq!(entry.parts.len(), 2);
        for part in &entry.parts {
            let (subject, body) = (part.subject.as_deref().unwrap(), part.body.as_ref().unwrap());
            assert_eq!(body["worker"], subject);
            let ids = [bare.1.to_string(), full.1.to_string()];
            assert!(ids.iter().all(|id| id == subject || !body.to_string().contains(id.as_str())));
        }
        w.store.follow(&notices::Notices).await.unwrap();
        let here = w.here(&w.token_again("13805910001").await).await;
        let subjects: Vec<String> = here.records().map(|id| id.to_string()).collect();
        assert_eq!(subjects.len(), 2);
        let told = notices::list(&w.store, &here.actor, here.account, &subjects, None, 10).await.unwrap();
        assert!(told.items.iter().all(|notice| notice.kind == "worker.merge") && told.items.len() == 2);
        assert!(w.dump().await.iter().all(|line| !holds(line, WHY)));
    })
    .await;
}

#[tokio::test]
async fn three_records_are_one_person_and_come_apart_one_by_one() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let mut ids = Vec::new();
        for phone in ["13805910001", "13805910002", "13805910003", "13805910004"] {
            ids.push(registered(&w, phone, named("欧阳榕青")).await.1);
            w.clock.advance(minutes(1));
        }
        let merge = |a: usize, b: usize| twins::merge(&w.store, &official, ids[a], ids[b], WHY, false);
        let points = async || {
            let mut into = Vec::new();
            for id in &ids {
                let rows = workers::records(&w.store, *id).await.unwrap();
                let row = rows.iter().find(|row| row.id == *id).unwrap();
                into.push(row.merged_into.map(|root| ids.iter().position(|id| *id == root).unwrap()));
            }
            into
        };
        merge(2, 3).await.unwrap();
        merge(0, 1).await.unwrap();
        assert_eq!(points().await, [None, Some(0), None, Some(2)]);
        // By records that were merged before: their roots are meant, and nobody points at one that points on.
        merge(3, 1).await.unwrap();
        assert_eq!(points().await, [None, Some(0), Some(0), Some(0)]);
        assert_eq!(merge(2, 3).await.unwrap(), ids[0]);
        let all = twins::merges(&w.store, &official, ids[3]).await.unwrap();
        assert_eq!(all.len(), 3);
        let of = |id: usize| &all.iter().find(|merged| merged.record.id == ids[id]).unwrap().id;
        twins::split(&w.store, &official, of(2), WHY).await.unwrap();
        assert_eq!(points().await, [None, Some(0), None, Some(2)]);
        twins::split(&w.store, &official, of(3), WHY).await.unwrap();
        twins::split(&w.store, &official, of(1), WHY).await.unwrap();
        assert_eq!(points().await, [None; 4]);
        // And once more, since what was undone does not stand in the way.
        merge(0, 2).await.unwrap();
        assert_eq!(points().await, [None, None, Some(0), None]);
    })
    .await;
}

#[tokio::test]
async fn what_lies_outside_or_belongs_to_nobody_is_not_found() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        let far = Registration { region: TAIJIANG.parse().unwrap(), ..named("欧阳榕青") };
        let far = registered(&w, "13805910003", far).await.1;
        let here = staff(&w, "13905910001", GULOU).await;
        let merge = async |actor: &Actor, a, b| twins::merge(&w.store, actor, a, b, WHY, false).await;
        let nobody = WorkerId::from_uuid(w.store.scribe().uuid());
        for (a, b) in [(bare.1, far), (far, bare.1), (bare.1, nobody), (nobody, full.1)] {
            assert_eq!(code(merge(&here, a, b).await), "not_found");
            assert_eq!(code(twins::apart(&w.store, &here, a, b, WHY).await), "not_found");
        }
        for actor in [&bare.0.actor, &w.sign_in("13905910002").await.actor] {
            assert_eq!(code(merge(actor, bare.1, full.1).await), "not_found");
            assert_eq!(code(twins::merges(&w.store, actor, bare.1).await), "not_found");
            let region = GULOU.parse().unwrap();
            let list = twins::suspects(&w.store, actor, region, None, 10).await;
            assert_eq!(code(list), "access.forbidden");
        }
        assert_eq!(code(merge(&Actor::visitor(), bare.1, full.1).await), "access.sign_in");
        let wide = twins::suspects(&w.store, &here, "350100000000".parse().unwrap(), None, 10).await;
        assert_eq!(code(wide), "access.forbidden");
        assert_eq!(code(twins::merge(&w.store, &here, bare.1, full.1, "", false).await), "text.empty");

        // A pair across counties is for whoever has both.
        twins::scan(&w.store).await.unwrap();
        let seen = async |actor: &Actor, region: &str| {
            let page = twins::suspects(&w.store, actor, region.parse().unwrap(), None, 50).await.unwrap();
            page.items.len()
        };
        assert_eq!(seen(&here, GULOU).await, 1);
        let wide = seen(&official, "350100000000").await;
        assert!(wide >= 1);
        merge(&official, bare.1, far).await.unwrap();
        let [merged] = &twins::merges(&w.store, &official, bare.1).await.unwrap()[..] else { panic!() };
        assert_eq!(code(twins::split(&w.store, &here, &merged.id, WHY).await), "not_found");
        assert_eq!(code(twins::split(&w.store, &official, "x", WHY).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn of_two_merges_at_once_one_wins_and_both_say_the_same() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        let other = staff(&w, "13905910001", GULOU).await;
        let (one, two, three) = tokio::join!(
            twins::merge(&w.store, &official, bare.1, full.1, WHY, false),
            twins::merge(&w.store, &other, full.1, bare.1, WHY, false),
            twins::merge(&w.store, &other, bare.1, full.1, WHY, false),
        );
        assert_eq!((one.unwrap(), two.unwrap(), three.unwrap()), (full.1, full.1, full.1));
        assert_eq!(twins::merges(&w.store, &official, bare.1).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_numbers_are_two_people_unless_somebody_saw_to_it() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let grown = Registration { id_number: number("35010219880214352"), ..named("欧阳榕青") };
        let minor = Registration { id_number: number("35010220090214352"), ..named("欧阳榕青") };
        let first = registered(&w, "13805910001", grown).await;
        w.clock.advance(minutes(1));
        let second = registered(&w, "13805910002", minor).await;
        let merge = async |sure| twins::merge(&w.store, &official, first.1, second.1, WHY, sure).await;
        assert_eq!(code(merge(false).await), "merge.two_numbers");
        assert_eq!(merge(true).await.unwrap(), first.1);
        // Whoever is a minor by one of the two numbers is kept from barred work.
        let (boss, shop) = employer(&w, "13705910001", true).await;
        let night = input(shift(&w, 13, 8), 1);
        let night = features::jobs::JobInput {
            requirements: vec![features::jobs::Requirement::HeavyLifting],
            ..night
        };
        let job = post(&w, &boss, shop, &night).await;
        let here = w.here(&w.token_again("13805910001").await).await;
        let asked = applications::apply(&w.store, &here.actor, first.1, job.id).await;
        assert_eq!(code(asked), "application.minor");
    })
    .await;
}

#[tokio::test]
async fn found_to_be_two_people_stays_so() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        assert_eq!(twins::scan(&w.store).await.unwrap(), 1);
        for (a, b) in [(bare.1, full.1), (full.1, bare.1)] {
            twins::apart(&w.store, &official, a, b, WHY).await.unwrap();
        }
        let left = async || {
            twins::suspects(&w.store, &official, GULOU.parse().unwrap(), None, 50).await.unwrap().items.len()
        };
        assert_eq!(left().await, 0);
        assert_eq!((twins::scan(&w.store).await.unwrap(), left().await), (0, 0));
        w.store.drain(&[]).await.unwrap();
        let told = w.store.entries_after(0, 100).await.unwrap();
        assert_eq!(told.iter().filter(|entry| entry.name == "worker.apart").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_merged_person_is_invited_once_and_found_once() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let work = matching::Occupations::load().find("帮厨", 1)[0].code.to_owned();
        let open = |name: &str| Registration {
            findable: true,
            reach_m: 5000,
            occupations: vec![work.clone()],
            ..named(name)
        };
        let first = registered(&w, "13805910001", open("欧阳榕青")).await;
        w.clock.advance(minutes(1));
        let second = registered(&w, "13805910002", open("欧阳榕青")).await;
        let (boss, shop) = employer(&w, "13705910001", true).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 24, 4), 2)).await;
        let live = features::index::LiveIndex::empty();
        live.rebuild(&w.store).await.unwrap();
        let seen = async || {
            let (_, people) = invitations::suited(&w.store, &live, &boss.actor, job.id, 10).await.unwrap();
            people.iter().map(|one| one.worker).collect::<Vec<_>>()
        };
        assert_eq!(seen().await.len(), 2);
        twins::merge(&w.store, &official, first.1, second.1, WHY, false).await.unwrap();
        w.store.drain(&[]).await.unwrap();
        live.catch_up(&w.store).await.unwrap();
        assert_eq!(seen().await, [first.1]);
        // By the address of the record that was merged, the person is meant.
        invitations::invite(&w.store, &boss.actor, job.id, second.1).await.unwrap();
        invitations::invite(&w.store, &boss.actor, job.id, first.1).await.unwrap();
        let (_, people) = invitations::suited(&w.store, &live, &boss.actor, job.id, 10).await.unwrap();
        assert!(people[0].invited);
        let merged = &twins::merges(&w.store, &official, first.1).await.unwrap()[0].id;
        twins::split(&w.store, &official, merged, WHY).await.unwrap();
        w.store.drain(&[]).await.unwrap();
        live.catch_up(&w.store).await.unwrap();
        assert_eq!(seen().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn erasing_a_person_erases_every_record_of_theirs() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let (bare, full) = two(&w).await;
        let third = registered(&w, "13805910003", named("欧阳榕青")).await;
        let (boss, shop) = employer(&w, "13705910001", true).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 24, 4), 2)).await;
        applications::apply(&w.store, &bare.0.actor, bare.1, job.id).await.unwrap();
        twins::apart(&w.store, &official, third.1, full.1, WHY).await.unwrap();
        twins::merge(&w.store, &official, bare.1, full.1, WHY, false).await.unwrap();
        twins::merge(&w.store, &official, third.1, full.1, WHY, false).await.unwrap();
        twins::scan(&w.store).await.unwrap();
        // By whichever record: here by one that was merged.
        workers::erase(&w.store, &official, bare.1, EraseReason::Request).await.unwrap();
        for id in [bare.1, full.1, third.1] {
            assert_eq!(code(workers::row(&w.store, id).await), "not_found");
            assert_eq!(code(twins::merges(&w.store, &official, id).await), "not_found");
        }
        let mut lines = w.dump().await;
        lines.retain(|line| !line.starts_with("merge:"));
        for text in ["欧阳榕青", "13805910001", "13805910007", "13805910003", WHY] {
            assert!(lines.iter().all(|line| !holds(line, text)), "{text}");
        }
        let left: i64 = w.store.one("select count(*) from apart", vec![]).await.unwrap();
        let words: i64 =
            w.store.one("select count(*) from merge where reason is not null", vec![]).await.unwrap();
        let live: i64 = w
            .store
            .one("select count(*) from application where state in ('applied', 'offered')", vec![])
            .await
            .unwrap();
        assert_eq!((left, words, live), (0, 0, 0));
    })
    .await;
}

/// Ten thousand pairs are paged through by cursor, each once and in order, and a page of them is not slow to find.
#[tokio::test]
async fn ten_thousand_pairs_are_paged_through() {
    each_engine(async |w: World| {
        let official = w.official("350000000000").await.actor;
        let mut ids = Vec::new();
        for n in 0..142 {
            ids.push(registered(&w, &format!("13805{n:06}"), named("欧阳榕青")).await.1);
        }
        ids.sort_unstable();
        let pairs: Vec<(usize, usize)> =
            (0..ids.len()).flat_map(|i| (i + 1..ids.len()).map(move |j| (i, j))).take(10_000).collect();
        for some in pairs.chunks(500) {
            w.store
                .upkeep(|tx| {
                    let (ids, now) = (&ids, w.store.now());
                    async move {
                        for (i, j) in some {
                            let (a, b) = (ids[*i], ids[*j]);
                            let score = ((i * 7919 + j * 104_729) % 300) as i64;
                            let row = store::args![
                                format!("{a}.{b}"),
                                a,
                                b,
                                GULOU.to_owned(),
                                score,
                                "ask".to_owned(),
                                "name:equal".to_owned(),
                                now
                            ];
                            tx.execute(include_str!("../src/twins/put.sql"), row).await?;
                        }
                        Ok(())
                    }
                })
                .await
                .unwrap();
        }
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let region = GULOU.parse().unwrap();
            let page = twins::suspects(&w.store, &official, region, after.as_deref(), 100).await.unwrap();
            seen.extend(page.items.iter().map(|pair| (pair.score, pair.a.id, pair.b.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 10_000);
        assert!(seen.is_sorted_by(|x, y| x.0 > y.0 || (x.0 == y.0 && (x.1, x.2) > (y.1, y.2))));
    })
    .await;
}
