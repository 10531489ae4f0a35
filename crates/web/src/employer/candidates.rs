//! Who came, side by side, best first: free at the time, has done it before, near. It refuses to show a whole name or
//! a phone before there is a hire.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::applications::{ApplicationState, Experience};
use features::jobs::{JobRow, JobState, Requirement};
use features::views::{self as facts, Candidate as Asking};
use kernel::{Availability, JobId, Pay};

use crate::app::App;
use crate::forms::{Asked, id};
use crate::i18n::T;
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::FieldErrors;
use crate::views::employer::{Candidate, Candidates, Fit, Watch};
use crate::views::worker::address;
use crate::visitor::Visitor;

const PAGE: i64 = 100;
/// Farther than this nobody walks to work, metres.
const WALKABLE: i64 = 3_000;

/// `GET /employer/jobs/{id}`
pub async fn page(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(job): Path<String>,
    Asked(asked): Asked,
) -> Reply {
    visitor.session()?;
    show(&view(&app, &visitor, id(&job)?, asked.some("after"), FieldErrors::default()).await?)
}

/// The page of a job's candidates, with what was wrong with the last act.
pub async fn view(
    app: &App,
    visitor: &Visitor,
    id: JobId,
    after: Option<&str>,
    errors: FieldErrors,
) -> Result<Candidates, PageError> {
    let (job, list) = facts::candidates(&app.store, &visitor.actor(), id, after, PAGE).await?;
    let page = visitor.page(app).await?;
    let mut ranked: Vec<(Rank, Candidate)> =
        list.items.iter().map(|asking| weigh(&job, asking, page.words())).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut candidates: Vec<Candidate> = ranked.into_iter().map(|(_, candidate)| candidate).collect();
    point_out_nearest(&mut candidates);
    let href = format!("/employer/jobs/{}", job.id);
    Ok(Candidates {
        id: job.id.to_string(),
        title: job.title.clone(),
        state: job.state.to_string(),
        pay: job.pay().into(),
        when: present::when(&job),
        openings: job.openings,
        expires_at: Some(job.expires_at.0),
        sent_back: job.review_note.clone().filter(|_| job.state == JobState::Draft),
        candidates,
        next: list.next.map(|next| address(&href, &[("after", &next)])),
        errors,
        page,
    })
}

/// Not free, never done, not chosen, distance, when they applied: smaller comes first.
type Rank = (u8, bool, bool, i64, i64);

/// Why somebody stands where they stand, the strongest thing that can be said.
pub(super) fn fit(job: &JobRow, asking: &Asking) -> Option<Fit> {
    fit_of(job, &asking.before, &asking.occupations, asking.availability, asking.pay)
}

/// The same from what is known of somebody who has not asked.
pub(super) fn fit_of(
    job: &JobRow,
    before: &[Experience],
    occupations: &[String],
    availability: Availability,
    pay: Option<Pay>,
) -> Option<Fit> {
    let done = before.iter().find(|hire| hire.occupation == job.occupation);
    match () {
        () if done.is_some_and(|hire| hire.hires > 0) => done.map(|hire| Fit::DoneBefore(hire.hires)),
        () if occupations.contains(&job.occupation) => Some(Fit::Chosen),
        () if availability.contains(job.slots) => Some(Fit::TimeFits),
        () if pay.is_some_and(|pay| pay.hourly() <= job.pay().hourly()) => Some(Fit::PayFits),
        () if before.iter().all(|hire| hire.hires == 0) => Some(Fit::FirstTime),
        () => None,
    }
}

fn weigh(job: &JobRow, asking: &Asking, t: T) -> (Rank, Candidate) {
    let done = asking.before.iter().find(|hire| hire.occupation == job.occupation);
    let done_before = done.map_or(0, |hire| hire.hires);
    let hires = asking.before.iter().map(|hire| hire.hires).sum();
    let distance = asking.home.zip(job.point()).map(|(home, at)| present::metres(home, at));
    let time = match () {
        () if asking.availability.contains(job.slots) => "all",
        () if asking.availability.intersects(job.slots) => "some",
        () => "none",
    };
    let chosen = asking.occupations.contains(&job.occupation);
    let more = asking.pay.map_or(0, |pay| pay.hourly().0 - job.pay().hourly().0);
    let needs_practice = job.asks().contains(&Requirement::Experience);
    let fit = fit(job, asking);
    let lacks = job.lacking(&asking.about.has);
    let watch = match distance {
        _ if time != "all" => Some(Watch::PartTime),
        _ if needs_practice && done_before == 0 => Some(Watch::NeverDone),
        _ if more > 0 => Some(Watch::AsksMore(more)),
        _ if lacks.is_some() => lacks.map(|asked| Watch::Lacks(asked.to_string())),
        Some(metres) if metres > WALKABLE => Some(Watch::Far(metres)),
        _ => None,
    };
    let row = &asking.application;
    let rank = (
        match time {
            "all" => 0,
            "some" => 1,
            _ => 2,
        },
        done_before == 0,
        !chosen,
        distance.unwrap_or(i64::MAX),
        row.applied_at.0,
    );
    let candidate = Candidate {
        id: row.id.to_string(),
        name: asking.name.clone(),
        state: row.state.to_string(),
        applied_at: row.applied_at.0,
        fit,
        done_before,
        hires,
        last_hired: done.map(|hire| hire.last_at.0),
        distance,
        time: time.to_owned(),
        pay: asking.pay.map(Into::into),
        skills: asking.about.skills.join(&t.s("comma")),
        watch,
        offer_until: row.offer_until.map(|at| at.0),
        phone: asking.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        at: row.updated_at.0,
        refused_by: present::refused_by(row).to_owned(),
        reason: row.reason.map(|reason| reason.to_string()).unwrap_or_default(),
    };
    (rank, candidate)
}

/// Of those who still wait, the nearest is said to be so, unless they have done the work before.
fn point_out_nearest(candidates: &mut [Candidate]) {
    let waits = [ApplicationState::Applied.as_str(), ApplicationState::Shortlisted.as_str()];
    let waiting = candidates.iter_mut().filter(|candidate| waits.contains(&candidate.state.as_str()));
    let mut waiting: Vec<&mut Candidate> = waiting.filter(|candidate| candidate.distance.is_some()).collect();
    if waiting.len() < 2 {
        return;
    }
    waiting.sort_by_key(|candidate| candidate.distance);
    if let Some(nearest) = waiting.first_mut()
        && nearest.done_before == 0
    {
        nearest.fit = nearest.distance.map(Fit::Nearest);
    }
}
