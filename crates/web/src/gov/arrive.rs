//! Somebody shows their code or their card: one field that a scanner types into, and who it is. The simplest counter
//! there is; it refuses to show more than the masked name.

use features::codes::{self, Arrival, Place, Reading, Surface};
use kernel::{Error, Operation, Scope};

use atlas::Atlas;

use super::desk::{Desk, mendable};
use crate::forms::Fields;
use crate::problem::{PageError, Reply, again, show};
use crate::views::FieldErrors;
use crate::views::gov::{Arrived, GovArrive, UsedUp};

/// `GET /gov/arrive`
pub async fn page(desk: Desk) -> Reply {
    let _permit = desk.actor().may(Operation::CodeUse, &Scope::Region(desk.region))?;
    show(&view(&desk).await?)
}

/// `POST /gov/arrive`
pub async fn post(desk: Desk, form: Fields) -> Reply {
    let (actor, text) = (desk.actor(), form.get("text"));
    let _permit = actor.may(Operation::CodeUse, &Scope::Region(desk.region))?;
    let name = Atlas::load().full_name(desk.region);
    let place = Place { surface: Surface::Counter, region: desk.region, name };
    let card = text.parse::<codes::CardNumber>().is_ok();
    let found = if card && form.some("pin").is_none() {
        Err(Error::invalid("text.empty").field("pin"))
    } else if card {
        codes::by_card(desk.store(), &actor, text, form.get("pin"), &place).await
    } else {
        let reading = Reading { text, key: form.get("key"), read_at: None, place: &place };
        codes::arrive(desk.store(), &actor, &reading).await
    };
    let view = view(&desk).await?;
    match found {
        Ok(arrival) => show(&GovArrive { arrived: Some(arrived(&desk, arrival)), ..view }),
        Err(error) => {
            let used = (error.code == "code.used").then(|| used(&error));
            let errors = if used.is_some() { FieldErrors::default() } else { wrong(error, card)? };
            let text = if card { text.to_owned() } else { String::new() };
            again(&GovArrive { used, errors, text, ..view })
        }
    }
}

async fn view(desk: &Desk) -> Result<GovArrive, PageError> {
    Ok(GovArrive {
        page: desk.page().await?,
        region: Atlas::load().full_name(desk.region),
        key: desk.store().scribe().uuid().to_string(),
        ..GovArrive::default()
    })
}

fn arrived(desk: &Desk, arrival: Arrival) -> Arrived {
    let scope = Scope::Worker { id: arrival.worker, region: arrival.region };
    Arrived {
        id: desk.actor().may(Operation::WorkerReadAny, &scope).is_ok().then(|| arrival.worker.to_string()),
        name_masked: arrival.name_masked,
        region: Atlas::load().full_name(arrival.region),
        at: arrival.at.0,
    }
}

fn used(error: &Error) -> UsedUp {
    let of = |name: &str| error.detail.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
    UsedUp {
        surface: of("surface").unwrap_or_default(),
        place: of("place").unwrap_or_default(),
        at: of("at").and_then(|at| at.parse().ok()).unwrap_or_default(),
    }
}

/// What belongs beside the field; somebody who is no longer there is said like a code that is none.
fn wrong(error: Error, card: bool) -> Result<FieldErrors, PageError> {
    let error =
        if error.kind == kernel::Kind::NotFound { Error::invalid("code.nobody") } else { mendable(error)? };
    let field = error.field.filter(|field| card && *field == "pin").unwrap_or("text");
    Ok(FieldErrors(vec![(&error.field(field)).into()]))
}
