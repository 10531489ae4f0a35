//! The résumé of somebody who lets a station act for them, to print and hand over. The consent is asked for by the table: without
//! one there is nothing here.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::consents;
use features::resumes::{self, Stage, seen_by};
use kernel::{Error, Operation, WorkerId};

use crate::app::App;
use crate::forms::id;
use crate::problem::{PageError, Reply, show};
use crate::resumes::{paper, pdf};
use crate::views::Page;
use crate::views::resume::{ResumePaper, StationResume};
use crate::visitor::Visitor;

async fn seen(app: &App, visitor: &Visitor, page: &Page, person: &str) -> Result<ResumePaper, PageError> {
    let worker: WorkerId = id(person)?;
    let acting = consents::acting(&app.store, &visitor.actor(), worker, Operation::WorkerRead).await?;
    let own = resumes::own(&app.store, &acting, worker).await?;
    let seen = seen_by(Stage::Own, own.full).ok_or(PageError(Error::not_found("not_found")))?;
    Ok(paper(page.words(), seen))
}

/// `GET /station/people/{id}/resume`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(person): Path<String>) -> Reply {
    visitor.session()?;
    let page = visitor.page(&app).await?;
    show(&StationResume { paper: seen(&app, &visitor, &page, &person).await?, id: person, page })
}

/// `GET /station/people/{id}/resume.pdf`
pub async fn file(State(app): State<Arc<App>>, visitor: Visitor, Path(person): Path<String>) -> Reply {
    visitor.session()?;
    let page = visitor.plain_page(&app);
    pdf(&page, &seen(&app, &visitor, &page, &person).await?)
}
