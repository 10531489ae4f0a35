//! An application: its words, its row, and the pure rules of its life.
//!
//! ```text
//! applied ─► shortlisted ─► offered ─► hired
//!    └───────────┴────────────┴──► refused (typed reason) / withdrawn / lapsed
//! ```
//! It never leaves hired, refused, withdrawn or lapsed.

use kernel::{ApplicationId, EmployerId, JobId, Micros, ResumeId, WorkerId};
use serde_json::{Value as Json, json};
use store::{Change, Scribe};

use crate::{
    jobs::{Hours, JobRow, JobState},
    workers::WorkerRow,
};

kernel::words! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// The worker has asked for the job.
        Applied = "applied",
        /// The employer looks closer.
        Shortlisted = "shortlisted",
        /// The employer wants the worker, until a moment.
        Offered = "offered",
        /// The worker said yes.
        Hired = "hired",
        /// One side said no.
        Refused = "refused",
        /// The worker took it back.
        Withdrawn = "withdrawn",
        /// Time or another hire ended it.
        Lapsed = "lapsed",
    }
}

kernel::words! {
    /// Why one side said no.
    pub enum Refusal {
        /// The places are taken.
        Filled = "filled",
        /// Too far.
        Distance = "distance",
        /// The time does not fit.
        Time = "time",
        /// Another skill is needed.
        Skill = "skill",
        /// A certificate is missing.
        Certificate = "certificate",
        /// The pay does not fit.
        Pay = "pay",
        /// Could not be reached.
        Unreachable = "unreachable",
        /// The worker has found other work.
        FoundOther = "found_other",
        /// Something else.
        Other = "other",
    }
}

impl Refusal {
    /// What an employer may say.
    pub const BY_EMPLOYER: &'static [Self] = &[
        Self::Filled,
        Self::Distance,
        Self::Time,
        Self::Skill,
        Self::Certificate,
        Self::Pay,
        Self::Unreachable,
        Self::Other,
    ];
    /// What a worker may say.
    pub const BY_WORKER: &'static [Self] =
        &[Self::Time, Self::Distance, Self::Pay, Self::FoundOther, Self::Other];
}

store::text_fields!(ApplicationState, Refusal);

store::row! {
    /// An application as it is stored.
    pub struct ApplicationRow in "application" {
        /// Its id.
        id: ApplicationId,
        /// For which job.
        job_id: JobId,
        /// By whom.
        worker_id: WorkerId,
        /// To whom.
        employer_id: EmployerId,
        /// Where it stands.
        state: ApplicationState,
        /// Why it was refused.
        reason: Option<Refusal>,
        /// The job's time when it was asked for.
        starts_at: Option<Micros>,
        /// The end of that time.
        ends_at: Option<Micros>,
        /// The weekly slots.
        slots: kernel::Availability,
        /// When the worker applied.
        applied_at: Micros,
        /// When the employer looked closer.
        shortlisted_at: Option<Micros>,
        /// When the offer was made.
        offered_at: Option<Micros>,
        /// Until when it stands.
        offer_until: Option<Micros>,
        /// When it came to its end.
        ended_at: Option<Micros>,
        /// When it last changed.
        updated_at: Micros,
        /// Counts changes.
        version: i64,
        /// The version of the résumé that the employer was given; none of somebody who had written none.
        resume_id: Option<ResumeId>,
    }
}
store::versioned!(ApplicationRow);

/// How long an offer stands when the work does not begin sooner.
pub const OFFER: i64 = Micros::DAY;

impl ApplicationRow {
    /// Whether it may still come to a hire.
    pub fn is_live(&self) -> bool {
        matches!(
            self.state,
            ApplicationState::Applied | ApplicationState::Shortlisted | ApplicationState::Offered
        )
    }

    /// The time it would take.
    pub fn hours(&self) -> Hours {
        Hours { starts_at: self.starts_at, ends_at: self.ends_at, slots: self.slots }
    }

    pub(crate) fn told(&self, notice: Option<&str>) -> Json {
        let mut body = json!({ "application": self.id.to_string(), "job": self.job_id.to_string(),
            "state": self.state.as_str() });
        if let (Some(map), Some(reason)) = (body.as_object_mut(), self.reason) {
            map.insert("reason".into(), reason.as_str().into());
        }
        if let (Some(map), Some(kind)) = (body.as_object_mut(), notice) {
            map.insert("notice".into(), kind.into());
        }
        body
    }

    fn ended(&self, now: Micros, state: ApplicationState, reason: Option<Refusal>) -> Self {
        Self { state, reason, ended_at: Some(now), updated_at: now, ..self.clone() }
    }
}

/// Who is to hear of a change: notice kinds for each side.
struct Tell {
    worker: Option<&'static str>,
    employer: Option<&'static str>,
}

fn changed(
    job: &JobRow,
    before: &ApplicationRow,
    after: ApplicationRow,
    tell: Tell,
) -> (ApplicationRow, Change) {
    let mut after = after;
    let change = Change::of(job.region)
        .tell(after.worker_id, after.told(tell.worker))
        .tell(after.employer_id, after.told(tell.employer))
        .update(before, after.clone());
    after.version = before.version + 1;
    (after, change)
}

fn conflict(code: &'static str) -> kernel::Error {
    kernel::Error::conflict(code)
}

/// A worker asks for a job. `held` are the worker's other applications that are live or hired, `resume` what they give the
/// employer to read.
pub fn decide_apply(
    scribe: &Scribe<'_>,
    job: &JobRow,
    worker: &WorkerRow,
    held: &[ApplicationRow],
    resume: Option<ResumeId>,
) -> kernel::Result<(ApplicationRow, Change)> {
    let now = scribe.now;
    if !job.takes(now) {
        return Err(conflict("job.not_open"));
    }
    if held.iter().any(|a| a.state == ApplicationState::Hired && a.hours().overlaps(&job.hours())) {
        return Err(conflict("application.overlap"));
    }
    if job.adults_only() && worker.is_minor(scribe.vault(), now)? {
        return Err(conflict("application.minor"));
    }
    let row = ApplicationRow {
        id: ApplicationId::from_uuid(scribe.uuid()),
        job_id: job.id,
        worker_id: worker.id,
        employer_id: job.employer_id,
        state: ApplicationState::Applied,
        reason: None,
        starts_at: job.starts_at,
        ends_at: job.ends_at,
        slots: job.slots,
        applied_at: now,
        shortlisted_at: None,
        offered_at: None,
        offer_until: None,
        ended_at: None,
        updated_at: now,
        version: 1,
        resume_id: resume,
    };
    let change = Change::of(job.region)
        .insert(&row)
        .tell(row.worker_id, row.told(None))
        .tell(row.employer_id, row.told(Some("application.apply")));
    Ok((row, change))
}

/// The employer looks closer.
pub fn decide_shortlist(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
) -> kernel::Result<(ApplicationRow, Change)> {
    looked_at(scribe, job, before, Tell { worker: Some("application.shortlist"), employer: None })
}

/// A station recommends an applicant: as when the employer looks closer, and both sides are told.
pub fn decide_recommend(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
) -> kernel::Result<(ApplicationRow, Change)> {
    if !job.takes(scribe.now) {
        return Err(conflict("job.not_open"));
    }
    looked_at(
        scribe,
        job,
        before,
        Tell { worker: Some("crew.recommend"), employer: Some("crew.recommended") },
    )
}

fn looked_at(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
    tell: Tell,
) -> kernel::Result<(ApplicationRow, Change)> {
    if before.state != ApplicationState::Applied {
        return Err(conflict("application.state").with("state", before.state));
    }
    let after = ApplicationRow {
        state: ApplicationState::Shortlisted,
        shortlisted_at: Some(scribe.now),
        updated_at: scribe.now,
        ..before.clone()
    };
    Ok(changed(job, before, after, tell))
}

/// The employer offers the job. More offers than openings may be out; the first to accept have it.
pub fn decide_offer(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
) -> kernel::Result<(ApplicationRow, Change)> {
    if !matches!(before.state, ApplicationState::Applied | ApplicationState::Shortlisted) {
        return Err(conflict("application.state").with("state", before.state));
    }
    if !job.takes(scribe.now) {
        return Err(conflict("job.not_open"));
    }
    let end = scribe.now.0 + OFFER;
    let until = Micros(job.starts_at.map_or(end, |s| s.0.min(end)));
    let after = ApplicationRow {
        state: ApplicationState::Offered,
        // What is offered is the job as it stands now; its terms do not change while the offer is out.
        starts_at: job.starts_at,
        ends_at: job.ends_at,
        slots: job.slots,
        offered_at: Some(scribe.now),
        offer_until: Some(until),
        updated_at: scribe.now,
        ..before.clone()
    };
    Ok(changed(job, before, after, Tell { worker: Some("application.offer"), employer: None }))
}

/// The worker accepts: the opening is filled and what would overlap lapses, in one decision.
pub fn decide_accept(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
    held: &[ApplicationRow],
) -> kernel::Result<(ApplicationRow, JobRow, Change)> {
    let now = scribe.now;
    if before.state != ApplicationState::Offered {
        return Err(conflict("application.state").with("state", before.state));
    }
    if job.filled >= job.openings {
        return Err(conflict("application.job_full"));
    }
    if before.offer_until.is_some_and(|u| u <= now) {
        return Err(conflict("application.offer_expired"));
    }
    if !matches!(job.state, JobState::Open | JobState::Expired) {
        return Err(conflict("job.not_open"));
    }
    let others = || held.iter().filter(|a| a.id != before.id && a.hours().overlaps(&before.hours()));
    if others().any(|a| a.state == ApplicationState::Hired) {
        return Err(conflict("application.overlap"));
    }
    let mut filled = job.clone();
    filled.filled += 1;
    filled.updated_at = now;
    if filled.filled == filled.openings && filled.state == JobState::Open {
        filled.state = JobState::Filled;
    }
    let hired = before.ended(now, ApplicationState::Hired, None);
    let (hired, change) =
        changed(job, before, hired, Tell { worker: None, employer: Some("application.accept") });
    let mut change = change.update(job, filled.clone());
    filled.version = job.version + 1;
    for other in others().filter(|a| a.is_live()) {
        let lapsed = other.ended(now, ApplicationState::Lapsed, None);
        change = change
            .tell(lapsed.worker_id, lapsed.told(None))
            .tell(lapsed.employer_id, lapsed.told(Some("application.lapse")))
            .update(other, lapsed);
    }
    Ok((hired, filled, change))
}

/// One of the ways a live application ends without a hire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The employer says no.
    Refuse(Refusal),
    /// The worker says no to an offer.
    Decline(Refusal),
    /// The worker takes it back.
    Withdraw,
    /// Time, or the end of the job.
    Lapse,
}

/// Ends a live application.
pub fn decide_end(
    scribe: &Scribe<'_>,
    job: &JobRow,
    before: &ApplicationRow,
    ending: Ending,
) -> kernel::Result<(ApplicationRow, Change)> {
    // A job that is filled did not run out of time: whoever waited is told that others were first.
    let ending = match ending {
        Ending::Lapse if job.state == JobState::Filled => Ending::Refuse(Refusal::Filled),
        other => other,
    };
    let wrong_reason = || Err(kernel::Error::invalid("application.reason").field("reason"));
    let (state, reason, tell) = match ending {
        Ending::Refuse(r) if !Refusal::BY_EMPLOYER.contains(&r) => return wrong_reason(),
        Ending::Decline(r) if !Refusal::BY_WORKER.contains(&r) => return wrong_reason(),
        Ending::Refuse(r) => {
            (ApplicationState::Refused, Some(r), Tell { worker: Some("application.refuse"), employer: None })
        }
        Ending::Decline(r) => {
            (ApplicationState::Refused, Some(r), Tell { worker: None, employer: Some("application.decline") })
        }
        Ending::Withdraw => {
            (ApplicationState::Withdrawn, None, Tell { worker: None, employer: Some("application.withdraw") })
        }
        Ending::Lapse => {
            (ApplicationState::Lapsed, None, Tell { worker: Some("application.lapse"), employer: None })
        }
    };
    let fits = match ending {
        Ending::Decline(_) => before.state == ApplicationState::Offered,
        _ => before.is_live(),
    };
    if !fits {
        return Err(conflict("application.state").with("state", before.state));
    }
    Ok(changed(job, before, before.ended(scribe.now, state, reason), tell))
}
