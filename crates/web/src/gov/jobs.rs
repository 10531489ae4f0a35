//! Which jobs there are.

use axum::response::Response;
use features::employers::EmployerKind;
use features::jobs::{self, JobState, RegionJob};
use features::paging::Page;
use features::{oversight, views as facts};

use super::csv;
use super::desk::{Desk, ROWS};
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::gov::{GovJobRow, GovJobs};
use crate::views::say;

/// `GET /gov/jobs`
pub async fn page(desk: Desk) -> Reply {
    let found = rows(&desk, desk.after.as_deref(), ROWS).await?;
    let list =
        desk.listing("/gov/jobs", desk.state::<JobState>(), total(&desk).await?, found.next.as_deref());
    show(&GovJobs { page: desk.page().await?, list, rows: found.items })
}

/// `GET /gov/jobs.csv`
pub async fn csv(desk: Desk) -> Result<Response, PageError> {
    const HEAD: [&str; 9] = [
        "col-id",
        "col-title",
        "col-employer",
        "col-region",
        "col-pay",
        "col-came",
        "col-filled",
        "col-posted",
        "col-state",
    ];
    csv::file(desk, "jobs", &HEAD, |desk, after, limit| async move {
        let t = desk.words();
        Ok(rows(&desk, after.as_deref(), limit).await?.map(|row| {
            vec![
                row.id,
                row.title,
                row.employer,
                row.region,
                say::pay(t, &row.pay),
                row.came.to_string(),
                format!("{}/{}", row.hired, row.openings),
                csv::moment(row.at),
                t.word("job-state", &row.state),
            ]
        }))
    })
    .await
}

async fn rows(desk: &Desk, after: Option<&str>, limit: i64) -> kernel::Result<Page<GovJobRow>> {
    let found = oversight::jobs(desk.store(), &desk.actor(), desk.filter(after, limit)).await?;
    let ids: Vec<_> = found.items.iter().map(|row| row.job.id).collect();
    let came = facts::came(desk.store(), &ids).await?;
    // Only a household has no name to show.
    let named = |name: Option<String>| present::named(desk.words(), name.as_deref(), EmployerKind::Household);
    Ok(found.map(|RegionJob { job, employer_name }| GovJobRow {
        id: job.id.to_string(),
        pay: job.pay().into(),
        state: job.state.to_string(),
        employer: named(employer_name),
        region: desk.below(job.region),
        openings: job.openings,
        came: came.get(&job.id).copied().unwrap_or_default(),
        hired: job.filled,
        at: job.posted_at.unwrap_or(job.created_at).0,
        title: job.title,
    }))
}

/// How many there are, unless words are searched for.
async fn total(desk: &Desk) -> kernel::Result<Option<i64>> {
    if !desk.words.is_empty() {
        return Ok(None);
    }
    let state = desk.state::<JobState>();
    let counts = jobs::counts(desk.store(), &desk.actor(), desk.region).await?;
    let these = counts.iter().filter(|count| state.is_none_or(|state| state == count.state));
    Ok(Some(these.map(|count| count.jobs).sum()))
}
