//! What somebody is worth at a shift, in thousandths, and how long they have waited for work: the numbers behind a plan.
//! It knows nothing of age, sex or where somebody comes from, and refuses to.

use kernel::{Micros, walking_minutes};

use crate::jobs::JobRow;
use crate::views::Candidate;

/// Weights in thousandths: time comes first, since who cannot be there is no help; then practice, then the way.
const TIME: i64 = 350;
const PRACTICE: i64 = 300;
const WAY: i64 = 250;
const TRADE: i64 = 100;
/// More hires than these say no more about practice.
const PRACTISED: i64 = 5;
/// In so many minutes on foot the worth of a short way halves.
const HALVES: f64 = 20.0;
/// Nobody is said to have waited longer, in days; who was never hired has waited so long.
const LONGEST: u32 = 365;

/// What they are worth at the job, within 1..=1000: whoever asked is worth something, and without a paper, tool or vehicle
/// that it asks for no more than that.
pub(super) fn of(job: &JobRow, candidate: &Candidate) -> i64 {
    if job.lacking(&candidate.about.has).is_some() {
        return 1;
    }
    let shared = (candidate.availability.bits() & job.slots.bits()).count_ones();
    let time = TIME * i64::from(shared) / i64::from(job.slots.bits().count_ones().max(1));
    let done = candidate.before.iter().find(|hire| hire.occupation == job.occupation);
    let practice = PRACTICE * done.map_or(0, |hire| hire.hires.min(PRACTISED)) / PRACTISED;
    let minutes = candidate.home.zip(job.point()).map(|(home, at)| walking_minutes(home.distance_m(&at)));
    let way =
        minutes.map_or(0, |minutes| (WAY as f64 * (-f64::from(minutes) / HALVES).exp2()).round() as i64);
    let trade = if candidate.occupations.contains(&job.occupation) { TRADE } else { 0 };
    (time + practice + way + trade).max(1)
}

/// Days since they were last hired.
pub(super) fn days_without_work(candidate: &Candidate, now: Micros) -> u32 {
    let last = candidate.before.iter().map(|hire| hire.last_at).max();
    last.map_or(LONGEST, |last| {
        u32::try_from((now - last).max(0) / Micros::DAY).unwrap_or(LONGEST).min(LONGEST)
    })
}
