//! What happened in a region, newest first; searched by name or by the id of whom it concerns.

use axum::response::Response;
use features::oversight::{self, About, Happening};
use features::paging::Page;

use super::csv;
use super::desk::{Desk, ROWS};
use crate::problem::{PageError, Reply, show};
use crate::views::gov::{GovJournal, JournalRow};

/// The names one may ask for.
const NAMES: [&str; 26] = [
    "account.open",
    "staff.setup",
    "grant.give",
    "worker.register",
    "worker.update",
    "worker.erase",
    "worker.unmask",
    "employer.register",
    "employer.update",
    "employer.verify",
    "job.post",
    "job.edit",
    "job.submit",
    "job.review",
    "job.close",
    "job.invite",
    "job.expire",
    "application.apply",
    "application.shortlist",
    "crew.recommend",
    "application.offer",
    "application.accept",
    "application.decline",
    "application.refuse",
    "application.withdraw",
    "application.lapse",
];

/// `GET /gov/journal`
pub async fn page(desk: Desk) -> Reply {
    let found = rows(&desk, desk.after.as_deref(), ROWS).await?;
    let list = desk.listing("/gov/journal", name(&desk), None, found.next.as_deref());
    let names = NAMES.map(str::to_owned).to_vec();
    show(&GovJournal { page: desk.page().await?, list, names, rows: found.items })
}

/// `GET /gov/journal.csv`
pub async fn csv(desk: Desk) -> Result<Response, PageError> {
    const HEAD: [&str; 6] =
        ["col-position", "col-when", "col-entry", "col-who", "col-region", "col-subjects"];
    csv::file(desk, "journal", &HEAD, |desk, after, limit| async move {
        let t = desk.words();
        Ok(rows(&desk, after.as_deref(), limit).await?.map(|row| {
            let subjects: Vec<String> =
                row.subjects.iter().map(|(kind, id)| format!("{} {id}", t.word("subject", kind))).collect();
            vec![
                row.position.map(|at| at.to_string()).unwrap_or_default(),
                csv::moment(row.at),
                t.word("entry", &row.name),
                t.word("role", &row.role),
                row.region,
                subjects.join("; "),
            ]
        }))
    })
    .await
}

fn name(desk: &Desk) -> Option<&str> {
    Some(desk.state.as_str()).filter(|name| NAMES.contains(name))
}

async fn rows(desk: &Desk, after: Option<&str>, limit: i64) -> kernel::Result<Page<JournalRow>> {
    let subject = Some(desk.words.to_lowercase()).filter(|id| !id.is_empty());
    let about = About { name: name(desk), subject: subject.as_deref() };
    let found = oversight::journal(desk.store(), &desk.actor(), desk.region, about, after, limit).await?;
    Ok(found.map(|entry: Happening| JournalRow {
        position: Some(entry.position),
        at: entry.at.0,
        name: entry.name,
        region: entry.region.parse().map_or(entry.region, |code| desk.below(code)),
        role: entry.role,
        subjects: entry.subjects,
    }))
}
