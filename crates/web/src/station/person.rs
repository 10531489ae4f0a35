//! The person who is here, masked: what they consented to, work near the counter, and what they asked for.

use std::collections::BTreeSet;

use axum::extract::Path;
use features::consents::{self, Act, Consent};
use features::{applications, oversight, workers};
use kernel::{Operation, WorkerId};

use atlas::Atlas;

use super::{desk, home, near, newcomer};
use crate::forms::id;
use crate::gov::desk::Desk;
use crate::gov::{occupations, wants};
use crate::present;
use crate::problem::{PageError, Reply, onward, show};
use crate::views::FieldErrors;
use crate::views::station::{ConsentLine, DeedLine, Details, StationPerson};

/// Jobs beside a person.
const JOBS: usize = 8;
/// Applications beside a person.
const ASKED: i64 = 20;

/// `GET /station/people/{id}`
pub async fn page(desk: Desk, Path(person): Path<String>) -> Reply {
    let worker: WorkerId = id(&person)?;
    let _permit = features::counter::ask(&desk.actor(), desk.region)?;
    let view = view(&desk, worker, FieldErrors::default()).await?;
    if view.line.id != worker.to_string() {
        return Ok(onward(&format!("/station/people/{}", view.line.id), ""));
    }
    show(&view)
}

pub(super) async fn view(
    desk: &Desk,
    worker: WorkerId,
    errors: FieldErrors,
) -> Result<StationPerson, PageError> {
    let (store, actor) = (desk.store(), desk.actor());
    let person = oversight::person(store, &actor, worker).await?;
    let worker = person.line.id;
    let held = consents::held_of(store, &actor, worker).await?;
    let may = |act: Act| held.iter().any(|one| one.holds && one.acts.contains(&act));
    let (details, apply, answer) = (may(Act::Details), may(Act::Apply), may(Act::Answer));
    let mut known = Details::default();
    let mut from = None;
    if details {
        let acting = consents::acting(store, &actor, worker, Operation::WorkerRead).await?;
        let profile = workers::profile(store, &acting, worker).await?;
        from = profile.home;
        known = newcomer::known(desk, &profile);
    }
    let (mut asked, mut taken) = (Vec::new(), BTreeSet::new());
    if apply || answer {
        let acting = consents::acting(store, &actor, worker, Operation::ApplicationRead).await?;
        let page = applications::of_worker(store, &acting, worker, None, ASKED).await?;
        for row in page.items {
            let (row, job) = applications::for_worker(store, &acting, row.id).await?;
            if row.is_live() || row.state == applications::ApplicationState::Hired {
                taken.insert(job.id.to_string());
            }
            asked.push(DeedLine {
                id: row.id.to_string(),
                title: job.title.clone(),
                state: row.state.to_string(),
                when: present::when(&job),
                pay: job.pay().into(),
                live: row.is_live() && apply,
                offered: row.state == applications::ApplicationState::Offered && answer,
                keys: [fresh(desk), fresh(desk), fresh(desk)],
            });
        }
    }
    let mut jobs = near::jobs(desk, from, &desk.words, JOBS).await?;
    // What they have applied for stands above.
    jobs.retain(|job| !taken.contains(&job.id));
    Ok(StationPerson {
        counter: desk::counter(desk).await?,
        page: desk.page().await?,
        region: Atlas::load().full_name(person.line.region),
        wants: wants(&person.line).to_owned(),
        occupations: occupations(desk, &person.line),
        slots: i64::from(person.line.availability.bits()),
        pay: person.pay.map(Into::into),
        id_masked: person.id_number_masked,
        line: home::person(desk, &person.line),
        consents: held.into_iter().map(line).collect(),
        may: [details, apply, answer],
        known,
        jobs,
        q: desk.words.clone(),
        asked,
        consent_id: fresh(desk),
        key: fresh(desk),
        keys: [fresh(desk), fresh(desk)],
        homes: if details { desk::homes(desk.region) } else { Vec::new() },
        errors,
    })
}

fn fresh(desk: &Desk) -> String {
    desk.store().scribe().uuid().to_string()
}

fn line(one: Consent) -> ConsentLine {
    ConsentLine {
        id: one.id.to_string(),
        acts: one.acts.iter().map(ToString::to_string).collect(),
        how: one.how.to_string(),
        at: one.given_at.0,
        until: one.until.0,
        holds: one.holds,
        withdrawn: one.withdrawn_at.is_some(),
        clerk: one.clerk_masked,
    }
}
