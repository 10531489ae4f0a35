//! Who is registered twice? The pairs that look like one person, the likeliest first, side by side and masked; what an
//! official says of a pair, with a reason; and the way back.

use atlas::Atlas;
use axum::extract::Path;
use axum::http::HeaderMap;
use features::twins::{self, Merged, Side, Suspect};
use kernel::{Operation, RegionCode, Scope, WorkerId};
use matching::people::{Field, How};

use super::desk::{Desk, back, mendable, whole};
use crate::forms::{Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::{GovTwins, MergedRow, TwinLine, TwinRow};

const ROWS: i64 = 20;

/// `GET /gov/twins`
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk, FieldErrors::default()).await?)
}

/// `POST /gov/twins/merge`
pub async fn merge(desk: Desk, headers: HeaderMap, form: Fields) -> Reply {
    let (a, b) = pair(&form)?;
    let sure = form.get("two_numbers") == "yes";
    let done = twins::merge(desk.store(), &desk.actor(), a, b, form.get("reason"), sure).await;
    answer(&desk, &headers, done.map(drop), "merged").await
}

/// `POST /gov/twins/apart`
pub async fn apart(desk: Desk, headers: HeaderMap, form: Fields) -> Reply {
    let (a, b) = pair(&form)?;
    let done = twins::apart(desk.store(), &desk.actor(), a, b, form.get("reason")).await;
    answer(&desk, &headers, done, "apart").await
}

/// `POST /gov/twins/{id}/split`: from the page of the person that the records were merged into.
pub async fn split(desk: Desk, Path(merge): Path<String>, form: Fields) -> Reply {
    let done = twins::split(desk.store(), &desk.actor(), &merge, form.get("reason")).await;
    let person: WorkerId = match (&done, form.get("person").parse()) {
        (_, Ok(person)) => person,
        (Ok(()), Err(_)) => return Ok(onward("/gov/twins", "split")),
        (Err(error), Err(_)) => return Err(PageError(error.clone())),
    };
    match done {
        Ok(()) => Ok(onward(&format!("/gov/people/{person}"), "split")),
        Err(error) => {
            let errors = whole(&mendable(error)?);
            again(&super::person::view(&desk, person, errors).await?)
        }
    }
}

fn pair(form: &Fields) -> Result<(WorkerId, WorkerId), PageError> {
    Ok((id(form.get("a"))?, id(form.get("b"))?))
}

async fn answer(desk: &Desk, headers: &HeaderMap, done: kernel::Result<()>, key: &str) -> Reply {
    match done {
        Ok(()) => Ok(onward(&back(headers, "/gov/twins"), key)),
        Err(error) => again(&view(desk, whole(&mendable(error)?)).await?),
    }
}

async fn view(desk: &Desk, errors: FieldErrors) -> Result<GovTwins, PageError> {
    let found =
        twins::suspects(desk.store(), &desk.actor(), desk.region, desk.after.as_deref(), ROWS).await?;
    let mut list = desk.listing("/gov/twins", None::<&str>, None, found.next.as_deref());
    list.csv = String::new();
    let rows = found.items.into_iter().map(|pair| row(desk, pair)).collect();
    Ok(GovTwins { page: desk.page().await?, list, rows, errors })
}

fn row(desk: &Desk, pair: Suspect) -> TwinRow {
    let said = |side: &Side, field: Field| match field {
        Field::Name => side.name_masked.clone(),
        Field::Number => side.id_number_masked.clone().unwrap_or_default(),
        Field::Phone => side.phone_masked.clone(),
        Field::Region => below(desk, side.region),
        Field::Birth | Field::Sex | Field::Home => String::new(),
    };
    let shown = |field: Field| matches!(field, Field::Name | Field::Number | Field::Phone | Field::Region);
    let lines = pair.reasons.iter().filter(|(field, _)| shown(*field)).map(|(field, how)| TwinLine {
        field: field.to_string(),
        a: said(&pair.a, *field),
        b: said(&pair.b, *field),
        how: how.to_string(),
    });
    let number = pair.reasons.iter().find(|(field, _)| *field == Field::Number);
    TwinRow {
        lines: lines.collect(),
        two_numbers: number.is_some_and(|(_, how)| !matches!(how, How::Missing | How::Equal)),
        a: pair.a.id.to_string(),
        b: pair.b.id.to_string(),
        verdict: pair.verdict.to_string(),
        a_at: pair.a.created_at.0,
        b_at: pair.b.created_at.0,
        name: pair.a.name_masked,
    }
}

fn below(desk: &Desk, region: RegionCode) -> String {
    if desk.region == region { Atlas::load().full_name(region) } else { desk.below(region) }
}

/// What was merged into a person, for an official who may undo it.
pub async fn merged(desk: &Desk, worker: WorkerId, region: RegionCode) -> Result<Vec<MergedRow>, PageError> {
    let actor = desk.actor();
    if actor.may(Operation::WorkerMerge, &Scope::Worker { id: worker, region }).is_err() {
        return Ok(Vec::new());
    }
    let row = |one: Merged| MergedRow {
        id: one.id,
        name_masked: one.record.name_masked,
        phone_masked: one.record.phone_masked,
        region: Atlas::load().full_name(one.record.region),
        reason: one.reason,
        at: one.at.0,
    };
    Ok(twins::merges(desk.store(), &actor, worker).await?.into_iter().map(row).collect())
}
