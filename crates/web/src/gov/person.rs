//! One person, masked, and their erasure: with a reason of the list and a mark that it is this person.

use axum::extract::Path;
use features::codes;
use features::looks::{self, Duty};
use features::oversight::{self, Taken};
use features::workers;
use kernel::{Error, Operation, Scope, WorkerId};

use atlas::Atlas;

use super::card;
use super::desk::{Desk, mendable};
use super::people::{occupations, wants};
use crate::forms::{Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::{GovPerson, ShownRow};

/// `GET /gov/people/{id}`
pub async fn page(desk: Desk, Path(person): Path<String>) -> Reply {
    let worker: WorkerId = id(&person)?;
    let view = view(&desk, worker, FieldErrors::default()).await?;
    if view.id != worker.to_string() {
        // The record was merged: the person has one page.
        return Ok(onward(&format!("/gov/people/{}", view.id), ""));
    }
    show(&view)
}

/// `POST /gov/people/{id}/erase`
pub async fn erase(desk: Desk, Path(person): Path<String>, form: Fields) -> Reply {
    let worker: WorkerId = id(&person)?;
    let mut check = Check::default();
    let reason = check.take("reason", form.get("reason").parse());
    if form.get("confirm") != "yes" {
        check.note(Error::invalid("text.empty").field("confirm"));
    }
    if let Some(reason) = reason.filter(|_| check.0.is_empty()) {
        match workers::erase(desk.store(), &desk.actor(), worker, reason).await {
            Ok(()) => return Ok(onward("/gov/people", "erased")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    again(&view(&desk, worker, check.0).await?)
}

/// `POST /gov/people/{id}/look`: a reason first, then the person in clear for a while.
pub async fn look(desk: Desk, Path(person): Path<String>, form: Fields) -> Reply {
    let worker: WorkerId = id(&person)?;
    let mut check = Check::default();
    let duty: Option<Duty> = check.take("duty", form.get("duty").parse());
    if let Some(duty) = duty {
        match looks::look(desk.store(), &desk.actor(), worker, duty, form.get("words")).await {
            Ok(look) => return Ok(onward(&format!("/gov/people/{}", look.worker_id), "looked")),
            Err(error) => check.note(mendable(error)?),
        }
    } else {
        // Whoever may not is told so before what is wrong with what they sent.
        looks::shown(desk.store(), &desk.actor(), worker).await?;
    }
    let seen = view(&desk, worker, check.0).await?;
    again(&GovPerson { duty: form.text("duty"), words: form.text("words"), ..seen })
}

pub(super) async fn view(desk: &Desk, worker: WorkerId, errors: FieldErrors) -> Result<GovPerson, PageError> {
    let actor = desk.actor();
    let person = oversight::person(desk.store(), &actor, worker).await?;
    let line = person.line;
    let may_card =
        actor.may(Operation::CardIssue, &Scope::Worker { id: line.id, region: line.region }).is_ok();
    let scope = Scope::Worker { id: line.id, region: line.region };
    let may_look = actor.may(Operation::WorkerUnmask, &scope).is_ok();
    let shown = if may_look { looks::shown(desk.store(), &actor, worker).await? } else { None };
    let (shown, until) = shown.map_or((Vec::new(), 0), |(records, until)| (records, until.0));
    let taken = |one: Taken| (one.job_id.to_string(), one.title, one.state.to_string(), one.updated_at.0);
    Ok(GovPerson {
        page: desk.page().await?,
        id: line.id.to_string(),
        region: Atlas::load().full_name(line.region),
        wants: wants(&line).to_owned(),
        occupations: occupations(desk, &line),
        slots: i64::from(line.availability.bits()),
        pay: person.pay.map(Into::into),
        at: line.created_at.0,
        merged: super::twins::merged(desk, line.id, line.region).await?,
        may_erase: actor
            .may(Operation::WorkerErase, &Scope::Worker { id: line.id, region: line.region })
            .is_ok(),
        may_look,
        shown: shown.into_iter().map(clear).collect(),
        shown_until: until,
        duty: String::new(),
        words: String::new(),
        may_card,
        has_card: may_card && codes::card_of(desk.store(), &actor, worker).await?.is_some(),
        card_id: card::fresh(desk).to_string(),
        name_masked: line.name_masked,
        phone_masked: line.phone_masked,
        id_masked: person.id_number_masked,
        applications: person.applications.into_iter().map(taken).collect(),
        errors,
    })
}

fn clear(one: looks::Shown) -> ShownRow {
    ShownRow { name: one.name, phone: one.phone, id_number: one.id_number, about: one.about }
}
