//! Who hires, and the official's word on them. Each word has a reason, which the employer reads.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use features::employers::{self, EmployerKind, EmployerState, Verdict};
use features::oversight::{self, EmployerCounted};
use features::paging::Page;
use kernel::{bounded, mask_name};

use super::csv;
use super::desk::{Desk, ROWS, back, mendable, seen, whole};
use crate::forms::{Asked, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::{GovEmployerRow, GovEmployers};

/// `GET /gov/employers`
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk, FieldErrors::default()).await?)
}

/// `POST /gov/employers/{id}/verify`
pub async fn verify(
    desk: Desk,
    Path(id): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    say(desk, &id, &asked, &headers, &form, Verdict::Verified, "verified").await
}

/// `POST /gov/employers/{id}/suspend`
pub async fn suspend(
    desk: Desk,
    Path(id): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    say(desk, &id, &asked, &headers, &form, Verdict::Suspended, "suspended").await
}

/// `POST /gov/employers/{id}/unverify`
pub async fn unverify(
    desk: Desk,
    Path(id): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    say(desk, &id, &asked, &headers, &form, Verdict::Unverified, "saved").await
}

async fn say(
    desk: Desk,
    employer: &str,
    asked: &Fields,
    headers: &HeaderMap,
    form: &Fields,
    verdict: Verdict,
    done: &str,
) -> Reply {
    let employer = id(employer)?;
    let said = match bounded("reason", form.get("reason"), 2, 200) {
        Ok(reason) => {
            let version = Some(seen(asked));
            employers::verify(desk.store(), &desk.actor(), employer, verdict, &reason, version).await
        }
        Err(error) => Err(error),
    };
    match said {
        Ok(()) => Ok(onward(&back(headers, "/gov/employers"), done)),
        Err(error) => again(&view(&desk, whole(&mendable(error)?)).await?),
    }
}

async fn view(desk: &Desk, errors: FieldErrors) -> Result<GovEmployers, PageError> {
    let found = rows(desk, desk.after.as_deref(), ROWS).await?;
    let state = desk.state::<EmployerState>();
    let total = match state {
        Some(EmployerState::Unverified) if desk.words.is_empty() => {
            Some(oversight::unverified_count(desk.store(), &desk.actor(), desk.region).await?)
        }
        _ => None,
    };
    let list = desk.listing("/gov/employers", state, total, found.next.as_deref());
    Ok(GovEmployers { page: desk.page().await?, list, rows: found.items, errors })
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
            version: employer.version,
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
