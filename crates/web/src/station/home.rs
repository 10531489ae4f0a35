//! The counter with nobody at it: the field, who waits, and who was found when there were several or none.

use axum::extract::Path;
use features::codes::{self, Place, Reading, Surface};
use features::counter;
use features::workers::{self, Mark, PersonLine};
use kernel::{Error, IdNumber, Kind, Operation, PersonName, Phone, Scope};

use atlas::Atlas;

use super::{desk, near};
use crate::forms::{Fields, id};
use crate::gov::desk::{Desk, mendable};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::station::{StationHome, StationPersonLine, StationTicket};

/// Jobs on the page of nobody.
const JOBS: usize = 6;

/// `GET /station`
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk).await?)
}

/// The page with nobody found.
pub(super) async fn view(desk: &Desk) -> Result<StationHome, PageError> {
    Ok(StationHome {
        counter: desk::counter(desk).await?,
        page: desk.page().await?,
        jobs: near::jobs(desk, None, &desk.words, JOBS).await?,
        q: desk.words.clone(),
        ..StationHome::default()
    })
}

enum Found {
    /// One, by their record.
    One(String),
    /// Several, or nobody.
    List(Vec<PersonLine>),
    /// Somebody who lives elsewhere, masked.
    Elsewhere(String),
}

/// `POST /station/find`: whatever was scanned or typed. It is sent in a form, since an address is kept in many places.
pub async fn find(desk: Desk, form: Fields) -> Reply {
    let _permit = desk.actor().may(Operation::CounterServe, &Scope::Region(desk.region))?;
    let text = form.get("text").trim().to_owned();
    let found = look(&desk, &text, &form).await;
    let base = match &found {
        Ok(Found::One(id)) => return Ok(onward(&format!("/station/people/{id}"), "")),
        _ => view(&desk).await?,
    };
    match found {
        Ok(Found::List(rows)) => {
            let people = rows.iter().map(|row| person(&desk, row)).collect();
            show(&StationHome { text, people, asked: true, ..base })
        }
        Ok(Found::Elsewhere(name)) => show(&StationHome { elsewhere: Some(name), ..base }),
        Ok(Found::One(_)) => show(&base),
        Err(error) => {
            let nobody = error.kind == Kind::NotFound;
            let error = if nobody { Error::invalid("code.nobody") } else { mendable(error)? };
            let field = if error.field == Some("pin") { "pin" } else { "text" };
            let card = text.parse::<codes::CardNumber>().is_ok();
            let errors = FieldErrors(vec![(&error.field(field)).into()]);
            again(&StationHome { text, card, errors, ..base })
        }
    }
}

async fn look(desk: &Desk, text: &str, form: &Fields) -> kernel::Result<Found> {
    let (store, actor) = (desk.store(), desk.actor());
    let place = || Place {
        surface: Surface::Counter,
        region: desk.region,
        name: Atlas::load().full_name(desk.region),
    };
    if text.is_empty() {
        return Err(Error::invalid("text.empty").field("text"));
    }
    let arrival = if text.parse::<codes::CardNumber>().is_ok() {
        let pin = form.some("pin").ok_or(Error::invalid("text.empty").field("pin"))?;
        codes::by_card(store, &actor, text, pin, &place()).await?
    } else if codes::tidy(text).starts_with("BY1") {
        let reading = Reading { text, key: form.get("key"), read_at: None, place: &place() };
        codes::arrive(store, &actor, &reading).await?
    } else {
        let mark = mark(text)?;
        let mut rows = workers::find(store, &actor, desk.region, &mark).await?;
        return Ok(match rows.len() {
            1 => Found::One(rows.remove(0).id.to_string()),
            _ => Found::List(rows),
        });
    };
    let scope = Scope::Worker { id: arrival.worker, region: arrival.region };
    Ok(match actor.may(Operation::WorkerReadAny, &scope) {
        Ok(_) => Found::One(arrival.worker.to_string()),
        Err(_) => Found::Elsewhere(arrival.name_masked),
    })
}

/// What somebody is looked for by.
fn mark(text: &str) -> kernel::Result<Mark> {
    if let Ok(phone) = text.parse::<Phone>() {
        return Ok(Mark::Phone(phone));
    }
    if let Ok(number) = text.parse::<IdNumber>() {
        return Ok(Mark::Number(number));
    }
    // Digits that are none of these are a slip, and nobody's name.
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits > 4 {
        let error = text.parse::<Phone>().err().filter(|_| digits < 15);
        let number = text.parse::<IdNumber>().err();
        return Err(error.or(number).unwrap_or(Error::invalid("phone.format")));
    }
    text.parse::<PersonName>().map(Mark::Name)
}

/// Somebody on a list, masked.
pub(super) fn person(desk: &Desk, row: &PersonLine) -> StationPersonLine {
    StationPersonLine {
        id: row.id.to_string(),
        name_masked: row.name_masked.clone(),
        phone_masked: row.phone_masked.clone(),
        region: desk.below(row.region),
        at: row.created_at.0,
    }
}

/// `GET /station/tickets/{id}`: a number, to print.
pub async fn ticket(desk: Desk, Path(of): Path<String>) -> Reply {
    let row = counter::ticket(desk.store(), &desk.actor(), id(&of)?).await?;
    show(&StationTicket {
        page: desk.page().await?,
        region: Atlas::load().full_name(row.region),
        ticket: desk::line(row),
    })
}
