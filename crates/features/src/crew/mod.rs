//! A crew for a day: of everybody who asked for one of an employer's shifts of that day, who should be offered which, so
//! that the whole is worth most. The plan is proved optimal by its certificate; among equally good ones it takes those
//! who have waited longest for work. It refuses to offer anything by itself: the employer adjusts and confirms. A station
//! plans across the employers of its region in the same way, and what it confirms is a recommendation.

mod station;
mod worth;

pub use station::{days_of_region, propose_region, recommend};

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, ApplicationId, EmployerId, Error, Micros, Operation, Period, Result, Scope, WorkerId};
use matching::dispatch::{Edge, Instance, Objective, dispatch, verify};
use store::{Store, args};

use crate::applications;
use crate::jobs::{JobRow, hide};
use crate::views::{self, Candidate};
use crate::workers::Belonging;

/// No day's proposal looks at more shifts, nor at more people of one shift.
pub const SHIFTS: i64 = 40;
const PEOPLE: i64 = 100;
const MOST: usize = (SHIFTS * PEOPLE) as usize;

/// A shift with everybody who asked for it.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The job.
    pub job: JobRow,
    /// How many places are free and not promised by an offer that is out.
    pub free: i64,
    /// Those who wait, the proposed ones first, then by worth.
    pub people: Vec<Proposed>,
}

/// Somebody who asked for a shift.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The person.
    pub candidate: Candidate,
    /// What they are worth there, in thousandths.
    pub worth: i64,
    /// What the shift asks for and they did not say they have.
    pub lacks: Option<Belonging>,
    /// Whether the plan offers it to them.
    pub chosen: bool,
}

/// A day's plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The shifts, the earliest first.
    pub shifts: Vec<Shift>,
    /// What it is worth, in thousandths.
    pub total: i64,
    /// No plan is worth more; the same number, or the plan is refused.
    pub bound: i64,
}

/// A plan for an employer's dated shifts that begin within a day.
pub async fn propose(store: &Store, actor: &Actor, employer: EmployerId, day: Period) -> Result<Plan> {
    let region = crate::employers::row(store, employer).await?.region;
    let _permit =
        actor.may(Operation::ApplicationRead, &Scope::Employer { id: employer, region }).map_err(hide)?;
    let values = args![employer, day.start(), day.end(), store.now(), SHIFTS];
    let jobs: Vec<JobRow> = store.all(include_str!("shifts.sql"), values).await?;
    planned(shifts(store, jobs).await?, store.now())
}

/// The shifts with those who wait for them.
async fn shifts(store: &Store, jobs: Vec<JobRow>) -> Result<Vec<Shift>> {
    let mut shifts = Vec::with_capacity(jobs.len());
    for job in jobs {
        let (waiting, offers) = applications::waiting(store, job.id, PEOPLE).await?;
        let people = views::behind(store, waiting).await?.into_iter().map(|candidate| Proposed {
            worth: worth::of(&job, &candidate),
            lacks: job.lacking(&candidate.about.has),
            candidate,
            chosen: false,
        });
        shifts.push(Shift {
            free: (job.openings - job.filled - offers).max(0),
            people: people.collect(),
            job,
        });
    }
    Ok(shifts)
}

/// The same shifts with those chosen whom the best plan takes.
pub fn planned(mut shifts: Vec<Shift>, now: Micros) -> Result<Plan> {
    let mut numbers: BTreeMap<WorkerId, u32> = BTreeMap::new();
    let mut waited: Vec<u32> = Vec::new();
    let mut edges = Vec::new();
    let mut asked: BTreeSet<(u32, usize)> = BTreeSet::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, shift) in shifts.iter().enumerate() {
        for (of, person) in shift.people.iter().enumerate() {
            let next = waited.len() as u32;
            let worker = *numbers.entry(person.candidate.person).or_insert_with(|| {
                waited.push(worth::days_without_work(&person.candidate, now));
                next
            });
            // Somebody who asked for it by two records has one place in it.
            if !asked.insert((worker, at)) {
                continue;
            }
            edges.push(Edge { worker, shift: at as u32, value: person.worth });
            places.push((at, of));
        }
    }
    let free = shifts.iter().map(|shift| u64::try_from(shift.free).unwrap_or(0)).collect();
    let instance = Instance::new(waited.len(), free, edges)?;
    let plan = dispatch(&instance, Objective::MostValue, Some(&waited))?;
    let proof = verify(&instance, Objective::MostValue, Some(&waited), &plan)?;
    if !proof.optimal {
        return Err(Error::internal("internal"));
    }
    for chosen in plan.chosen {
        if let Some((at, of)) = places.get(chosen)
            && let Some(person) = shifts.get_mut(*at).and_then(|shift| shift.people.get_mut(*of))
        {
            person.chosen = true;
        }
    }
    for shift in &mut shifts {
        shift.people.sort_by_key(|one| {
            (!one.chosen, std::cmp::Reverse(one.worth), one.candidate.application.applied_at)
        });
    }
    let narrow = |n: i128| i64::try_from(n).map_err(|_| Error::internal("internal"));
    Ok(Plan { shifts, total: narrow(proof.total)?, bound: narrow(proof.bound)? })
}

/// What became of what was confirmed.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// How many are out, those included that were out before.
    pub made: usize,
    /// The last reason why one could not be made.
    pub refused: Option<Error>,
}

impl Done {
    /// Counts one; what is no longer possible for one does not stop the others.
    fn note<T>(&mut self, step: Result<T>) -> Result<()> {
        match step {
            Ok(_) => self.made += 1,
            Err(error) if error.kind == kernel::Kind::Conflict => self.refused = Some(error),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Offers a confirmed crew their shifts, one by one. Twice is once.
pub async fn offer(store: &Store, actor: &Actor, ids: &[ApplicationId]) -> Result<Done> {
    let mut done = Done::default();
    for id in ids.iter().take(MOST) {
        done.note(applications::offer(store, actor, *id).await)?;
    }
    Ok(done)
}

/// The days on which an employer has shifts with somebody waiting, in order.
pub async fn days(store: &Store, actor: &Actor, employer: EmployerId) -> Result<Vec<Micros>> {
    let region = crate::employers::row(store, employer).await?.region;
    let _permit =
        actor.may(Operation::ApplicationRead, &Scope::Employer { id: employer, region }).map_err(hide)?;
    let begin: Vec<i64> = store.all(include_str!("days.sql"), args![employer, store.now()]).await?;
    Ok(days_from(begin))
}

/// The days of the first shifts of days.
fn days_from(begin: Vec<i64>) -> Vec<Micros> {
    begin.into_iter().map(|at| kernel::day_start(Micros(at))).collect()
}
