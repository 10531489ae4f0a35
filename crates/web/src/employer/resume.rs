//! The résumé that came with an application, as far as things have come, on a page and as a file.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::resumes;
use kernel::ApplicationId;

use crate::app::App;
use crate::forms::id;
use crate::problem::{Reply, show};
use crate::resumes::{paper, pdf};
use crate::views::resume::EmployerResume;
use crate::visitor::Visitor;

/// `GET /employer/applications/{id}/resume`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(application): Path<String>) -> Reply {
    visitor.session()?;
    let asked: ApplicationId = id(&application)?;
    let given = resumes::given(&app.store, &visitor.actor(), asked).await?;
    let page = visitor.page(&app).await?;
    show(&EmployerResume {
        id: given.application.id.to_string(),
        job: given.job.id.to_string(),
        title: given.job.title,
        state: given.application.state.to_string(),
        applied_at: given.application.applied_at.0,
        stage: given.stage.to_string(),
        paper: paper(page.words(), given.seen),
        page,
    })
}

/// `GET /employer/applications/{id}/resume.pdf`
pub async fn file(State(app): State<Arc<App>>, visitor: Visitor, Path(application): Path<String>) -> Reply {
    visitor.session()?;
    let asked: ApplicationId = id(&application)?;
    let given = resumes::given(&app.store, &visitor.actor(), asked).await?;
    let page = visitor.plain_page(&app);
    pdf(&page, &paper(page.words(), given.seen))
}
