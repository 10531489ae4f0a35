//! A day's crew is the best there is, offered only when confirmed, and only by those it belongs to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{World, code, each_engine};
use features::{
    applications::{self, ApplicationRow, ApplicationState},
    crew::{self, Plan},
};
use kernel::{Actor, Micros, Period, day_start};
use town::{employer, input, post, shift, worker};

fn tomorrow(w: &World) -> Period {
    let from = day_start(w.store.now()) + Micros::DAY;
    Period::new(from, from + Micros::DAY).unwrap()
}

fn chosen(plan: &Plan) -> Vec<ApplicationRow> {
    let people = plan.shifts.iter().flat_map(|shift| &shift.people);
    people.filter(|person| person.chosen).map(|person| person.candidate.application.clone()).collect()
}

async fn station(w: &World, login: &str, region: &str) -> Actor {
    w.appoint(login, kernel::Role::Staff, region).await.actor
}

/// The most any assignment is worth, by trying all of them.
fn best_by_hand(plan: &Plan) -> i64 {
    fn from(plan: &Plan, at: usize, busy: &mut Vec<kernel::WorkerId>) -> i64 {
        let Some(shift) = plan.shifts.get(at) else { return 0 };
        fn pick(plan: &Plan, at: usize, next: usize, free: i64, busy: &mut Vec<kernel::WorkerId>) -> i64 {
            let Some(person) = plan.shifts[at].people.get(next) else { return from(plan, at + 1, busy) };
            let without = pick(plan, at, next + 1, free, busy);
            let worker = person.candidate.application.worker_id;
            if free == 0 || busy.contains(&worker) {
                return without;
            }
            busy.push(worker);
            let with = person.worth + pick(plan, at, next + 1, free - 1, busy);
            busy.pop();
            with.max(without)
        }
        pick(plan, at, 0, shift.free, busy)
    }
    from(plan, 0, &mut Vec::new())
}

#[tokio::test]
async fn a_crew_is_proposed_adjusted_and_confirmed() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let early = post(&w, &boss, shop, &input(shift(&w, 24, 5), 1)).await;
        let late = post(&w, &boss, shop, &input(shift(&w, 27, 6), 2)).await;
        let other_day = post(&w, &boss, shop, &input(shift(&w, 72, 5), 1)).await;
        let mut people = Vec::new();
        for n in 0..4 {
            people.push(worker(&w, &format!("1380000010{n}")).await);
        }
        for (n, (me, id)) in people.iter().enumerate() {
            for job in [&early, &late] {
                if (n, job.id) != (3, early.id) {
                    applications::apply(&w.store, &me.actor, *id, job.id).await.unwrap();
                }
            }
        }
        applications::apply(&w.store, &people[0].0.actor, people[0].1, other_day.id).await.unwrap();

        let plan = crew::propose(&w.store, &boss.actor, shop, tomorrow(&w)).await.unwrap();
        assert_eq!(plan.shifts.len(), 2, "only tomorrow's");
        assert_eq!((plan.total, plan.bound), (best_by_hand(&plan), best_by_hand(&plan)));
        let crew_of = chosen(&plan);
        assert_eq!(crew_of.len(), 3, "every place is filled");
        let mut workers: Vec<_> = crew_of.iter().map(|row| row.worker_id).collect();
        workers.sort_unstable();
        workers.dedup();
        assert_eq!(workers.len(), 3, "nobody twice");
        assert!(
            crew_of.iter().all(|row| row.state == ApplicationState::Applied),
            "a proposal offers nothing"
        );
        assert_eq!(crew::days(&w.store, &boss.actor, shop).await.unwrap().len(), 2);

        // The boss leaves one out; confirming twice is confirming once.
        let ids: Vec<_> = crew_of.iter().take(2).map(|row| row.id).collect();
        for _ in 0..2 {
            let done = crew::offer(&w.store, &boss.actor, &ids).await.unwrap();
            assert_eq!((done.made, done.refused.is_none()), (2, true));
        }
        let rest = crew::propose(&w.store, &boss.actor, shop, tomorrow(&w)).await.unwrap();
        assert_eq!(
            rest.shifts.iter().map(|shift| shift.free).sum::<i64>(),
            1,
            "what is promised is not free"
        );

        let (rival, _) = employer(&w, "13800000009", false).await;
        let theirs = crew::propose(&w.store, &rival.actor, shop, tomorrow(&w)).await;
        assert_eq!(code(theirs.map(|_| ())), "not_found");
        assert_eq!(code(crew::days(&w.store, &rival.actor, shop).await), "not_found");
        assert_eq!(code(crew::offer(&w.store, &rival.actor, &ids).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_day_without_shifts_has_an_empty_plan() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let plan = crew::propose(&w.store, &boss.actor, shop, tomorrow(&w)).await.unwrap();
        assert!(plan.shifts.is_empty());
        assert_eq!((plan.total, plan.bound), (0, 0));
        assert!(crew::days(&w.store, &boss.actor, shop).await.unwrap().is_empty());
    })
    .await;
}

/// A station plans across employers, recommends what is confirmed, and leaves the offer to the employer.
#[tokio::test]
async fn a_station_recommends_across_employers_of_its_region_only() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let (other, second) = employer(&w, "13800000003", true).await;
        let one = post(&w, &boss, shop, &input(shift(&w, 24, 5), 1)).await;
        let two = post(&w, &other, second, &input(shift(&w, 25, 5), 1)).await;
        let (a, b) = (worker(&w, "13800000101").await, worker(&w, "13800000102").await);
        for (me, job) in [(&a, one.id), (&a, two.id), (&b, one.id)] {
            applications::apply(&w.store, &me.0.actor, me.1, job).await.unwrap();
        }
        let gulou = station(&w, "clerk", "350102000000").await;
        let away = station(&w, "away", "350111000000").await;
        let region = "350102000000".parse().unwrap();

        let plan = crew::propose_region(&w.store, &gulou, region, tomorrow(&w)).await.unwrap();
        assert_eq!((plan.shifts.len(), plan.total), (2, best_by_hand(&plan)));
        let crew_of = chosen(&plan);
        assert_eq!(crew_of.len(), 2, "both shifts are filled, which the first alone would not do");
        assert_eq!(crew::days_of_region(&w.store, &gulou, region).await.unwrap().len(), 1);

        let ids: Vec<_> = crew_of.iter().map(|row| row.id).collect();
        let strange = crew::propose_region(&w.store, &away, region, tomorrow(&w)).await;
        assert_eq!(code(strange.map(|_| ())), "access.forbidden");
        assert_eq!(code(crew::recommend(&w.store, &away, &ids).await), "not_found");
        assert_eq!(code(crew::recommend(&w.store, &boss.actor, &ids).await), "not_found");
        for _ in 0..2 {
            let done = crew::recommend(&w.store, &gulou, &ids).await.unwrap();
            assert_eq!((done.made, done.refused.is_none()), (2, true));
        }
        for row in &crew_of {
            let theirs = if row.employer_id == shop { &boss.actor } else { &other.actor };
            let (row, _) = applications::get(&w.store, theirs, row.id).await.unwrap();
            assert_eq!(row.state, ApplicationState::Shortlisted);
        }
        w.store.drain(&[std::sync::Arc::new(features::notices::Notices)]).await.unwrap();
        let told = "select kind from notice where kind like 'crew.%' order by kind";
        let kinds: Vec<String> = w.store.all(told, vec![]).await.unwrap();
        assert_eq!(kinds, ["crew.recommend", "crew.recommend", "crew.recommended", "crew.recommended"]);
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}
