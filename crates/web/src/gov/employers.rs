//! Who hires, as a list; each of them has a page of its own, where an official decides.

use axum::response::Response;
use features::employers::{self, EmployerKind, EmployerState};
use features::oversight::{self, EmployerCounted};
use features::paging::Page;
use kernel::mask_name;

use super::csv;
use super::desk::{Desk, ROWS};
use crate::problem::{PageError, Reply, show};
use crate::views::gov::{GovEmployerRow, GovEmployers};

/// `GET /gov/employers`
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk).await?)
}

async fn view(desk: &Desk) -> Result<GovEmployers, PageError> {
    let found = rows(desk, desk.after.as_deref(), ROWS).await?;
    let state = desk.state::<EmployerState>();
    let total = match state {
        Some(EmployerState::Unverified) if desk.words.is_empty() => {
            Some(oversight::unverified_count(desk.store(), &desk.actor(), desk.region).await?)
        }
        _ => None,
    };
    let list = desk.listing("/gov/employers", state, total, found.next.as_deref());
    let appeals = employers::open_appeals_count(desk.store(), &desk.actor(), desk.region).await?;
    Ok(GovEmployers { page: desk.page().await?, list, appeals, rows: found.items })
}

/// `GET /gov/employers.csv`
pub async fn csv(desk: Desk) -> Result<Response, PageError> {
    const HEAD: [&str; 9] = [
        "col-id",
        "col-employer",
        "col-kind",
        "col-credit-code",
        "col-region",
        "col-jobs",
        "col-hired",
        "col-registered",
        "col-state",
    ];
    csv::file(desk, "employers", &HEAD, |desk, after, limit| async move {
        let t = desk.words();
        Ok(rows(&desk, after.as_deref(), limit).await?.map(|row| {
            vec![
                row.id,
                row.name,
                t.word("employer-kind", &row.kind),
                row.credit_code,
                row.region,
                row.jobs.to_string(),
                row.hired.to_string(),
                csv::moment(row.at),
                t.word("standing", &row.standing),
            ]
        }))
    })
    .await
}

async fn rows(desk: &Desk, after: Option<&str>, limit: i64) -> kernel::Result<Page<GovEmployerRow>> {
    let found = oversight::employers(desk.store(), &desk.actor(), desk.filter(after, limit)).await?;
    found.try_map(|EmployerCounted { employer, jobs, hired }| {
        let name = employer.open_name(desk.store().vault())?;
        Ok(GovEmployerRow {
            id: employer.id.to_string(),
            name: if employer.kind == EmployerKind::Household { mask_name(&name) } else { name },
            kind: employer.kind.to_string(),
            standing: employer.state.to_string(),
            region: desk.below(employer.region),
            credit_code: employer.credit_code.map(|code| code.to_string()).unwrap_or_default(),
            jobs,
            hired,
            at: employer.created_at.0,
        })
    })
}
