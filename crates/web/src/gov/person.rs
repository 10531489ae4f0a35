//! One person, masked, and their erasure: with a reason of the list and a mark that it is this person.

use axum::extract::Path;
use features::codes;
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
use crate::views::gov::GovPerson;

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

pub(super) async fn view(desk: &Desk, worker: WorkerId, errors: FieldErrors) -> Result<GovPerson, PageError> {
    let actor = desk.actor();
    let person = oversight::person(desk.store(), &actor, worker).await?;
    let line = person.line;
    let may_card =
        actor.may(Operation::CardIssue, &Scope::Worker { id: line.id, region: line.region }).is_ok();
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
