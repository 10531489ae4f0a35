//! Who looks for work, masked. Words are those of an occupation; a name cannot be searched for, since nobody here may
//! read names.

use axum::response::Response;
use features::oversight::{self, PersonCounted, PersonState};
use features::paging::Page;
use features::workers::PersonLine;
use kernel::{Operation, Scope, WorkerId};
use matching::Occupations;

use super::csv;
use super::desk::{Desk, ROWS};
use crate::present;
use crate::problem::{PageError, Reply, onward, show};
use crate::views::gov::{GovPeople, GovPersonRow};

/// `GET /gov/people`
pub async fn page(mut desk: Desk) -> Reply {
    if let Ok(id) = desk.words.parse::<WorkerId>() {
        return Ok(onward(&format!("/gov/people/{id}"), ""));
    }
    let found = rows(&desk, desk.after.as_deref(), ROWS).await?;
    let state = desk.state::<PersonState>();
    let total = match state {
        None if desk.words.is_empty() => {
            Some(oversight::people_count(desk.store(), &desk.actor(), desk.region).await?)
        }
        _ => None,
    };
    // What the words were taken to mean stands in their place.
    if let Some(meant) = meant(&desk.words) {
        desk.words = present::occupation(&meant).name;
    }
    let list = desk.listing("/gov/people", state, total, found.next.as_deref());
    show(&GovPeople { page: desk.page().await?, list, rows: found.items })
}

/// `GET /gov/people.csv`
pub async fn csv(desk: Desk) -> Result<Response, PageError> {
    const HEAD: [&str; 8] = [
        "col-id",
        "col-name",
        "col-region",
        "col-wants",
        "col-occupations",
        "col-applied",
        "col-hired",
        "col-registered",
    ];
    csv::file(desk, "people", &HEAD, |desk, after, limit| async move {
        let t = desk.words();
        Ok(rows(&desk, after.as_deref(), limit).await?.map(|row| {
            vec![
                row.id,
                row.name_masked,
                row.region,
                t.word("wants", &row.wants),
                row.occupations,
                row.applied.to_string(),
                row.hired.to_string(),
                csv::moment(row.at),
            ]
        }))
    })
    .await
}

async fn rows(desk: &Desk, after: Option<&str>, limit: i64) -> kernel::Result<Page<GovPersonRow>> {
    // A region outside the grant is refused whatever the words mean.
    let _permit = desk.actor().may(Operation::WorkerReadAny, &Scope::Region(desk.region))?;
    let code = meant(&desk.words);
    if code.is_none() && !desk.words.is_empty() {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let filter =
        oversight::Filter { words: code.as_deref().unwrap_or_default(), ..desk.filter(after, limit) };
    let found = oversight::people(desk.store(), &desk.actor(), filter).await?;
    Ok(found.map(|PersonCounted { person, applied, hired }| GovPersonRow {
        id: person.id.to_string(),
        region: desk.below(person.region),
        wants: wants(&person).to_owned(),
        occupations: occupations(desk, &person),
        applied,
        hired,
        at: person.created_at.0,
        name_masked: person.name_masked,
    }))
}

/// The occupation that words mean first.
fn meant(words: &str) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    Occupations::load().find(words, 1).first().map(|hit| hit.code.to_owned())
}

/// `gig`, `full_time` or `both`.
pub fn wants(person: &PersonLine) -> &'static str {
    match (person.gig_since, person.full_time_since) {
        (Some(_), Some(_)) => "both",
        (None, Some(_)) => "full_time",
        _ => "gig",
    }
}

/// The names of what they look for, in one line.
pub fn occupations(desk: &Desk, person: &PersonLine) -> String {
    let names: Vec<String> = person.occupations.iter().map(|code| present::occupation(code).name).collect();
    names.join(&desk.words().s("comma"))
}
