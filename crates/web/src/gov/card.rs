//! A paper card for a person: given with a PIN that they choose and type twice, and printed.

use axum::extract::Path;
use features::{codes, workers};
use kernel::{Error, WorkerId};

use super::desk::{Desk, mendable};
use super::person;
use crate::forms::{Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::gov::GovCard;
use crate::views::qr::Qr;

/// The id of a card that is not yet: a form sent twice gives one card.
pub(super) fn fresh(desk: &Desk) -> codes::CardId {
    codes::CardId::from_uuid(desk.store().scribe().uuid())
}

/// `POST /gov/people/{id}/card`
pub async fn issue(desk: Desk, Path(person): Path<String>, form: Fields) -> Reply {
    let worker: WorkerId = id(&person)?;
    let card: codes::CardId = id(form.get("card"))?;
    let pin = form.get("pin");
    let mut check = Check::default();
    if pin != form.get("pin_again") {
        check.note(Error::invalid("card.pin_differs").field("pin_again"));
    } else {
        match codes::issue_card(desk.store(), &desk.actor(), worker, card, pin).await {
            Ok(_) => return Ok(onward(&format!("/gov/people/{worker}/card"), "card_given")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    again(&person::view(&desk, worker, check.0).await?)
}

/// `GET /gov/people/{id}/card`: the card that holds, to print.
pub async fn page(desk: Desk, Path(person): Path<String>) -> Reply {
    let worker: WorkerId = id(&person)?;
    let actor = desk.actor();
    let card = codes::card_of(desk.store(), &actor, worker).await?;
    let card = card.ok_or(PageError(Error::not_found("not_found")))?;
    let person = workers::get_masked(desk.store(), &actor, worker).await?;
    let number: codes::CardNumber = card.number.parse()?;
    show(&GovCard {
        page: desk.page().await?,
        id: worker.to_string(),
        name_masked: person.name_masked,
        number: number.grouped(),
        qr: Qr::of(&number.text()),
        locked: card.locked_at.is_some(),
    })
}
