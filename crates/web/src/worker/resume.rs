//! One's own résumé: as one sees it, as an employer sees it before a hire, as a file, and its versions.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use features::accounts::SignedIn;
use features::resumes::{self, Own, Stage, Written, seen_by};
use kernel::{Error, Kind, ResumeId, WorkerId};

use crate::app::App;
use crate::forms::{Asked, Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::resumes::{paper, pdf};
use crate::views::resume::{Compared, Resume, ResumePaper, ResumeVersions, VersionRow};
use crate::views::{FieldErrors, Page};
use crate::visitor::Visitor;

/// Whoever is no worker becomes one first.
pub(super) fn register() -> Response {
    onward("/me/register?next=/me/resume", "")
}

fn stage(asked: &Fields) -> Stage {
    if asked.get("as") == "employer" { Stage::Before } else { Stage::Own }
}

fn seen(page: &Page, stage: Stage, own: Own) -> Result<ResumePaper, PageError> {
    let seen = seen_by(stage, own.full).ok_or(PageError(Error::not_found("not_found")))?;
    Ok(paper(page.words(), seen))
}

async fn view(
    app: &App,
    visitor: &Visitor,
    own: Own,
    stage: Stage,
    errors: FieldErrors,
) -> Result<Resume, PageError> {
    let page = visitor.page(app).await?;
    let old = own.full.version.map(|(id, _)| id).filter(|id| Some(*id) != own.current);
    Ok(Resume {
        blind: stage == Stage::Before,
        old: old.map(|id| id.to_string()),
        current: own.current.map(|id| id.to_string()).unwrap_or_default(),
        paper: seen(&page, stage, own)?,
        errors,
        page,
    })
}

/// `GET /me/resume`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = resumes::own(&app.store, &session.actor, worker.id).await?;
    show(&view(&app, &visitor, own, stage(&asked), FieldErrors::default()).await?)
}

/// `GET /me/resume.pdf`
pub async fn file(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = resumes::own(&app.store, &session.actor, worker.id).await?;
    let page = visitor.plain_page(&app);
    pdf(&page, &seen(&page, stage(&asked), own)?)
}

async fn earlier(app: &App, session: &SignedIn, worker: WorkerId, version: &str) -> Result<Own, PageError> {
    let version: ResumeId = id(version)?;
    Ok(resumes::version(&app.store, &session.actor, worker, version).await?)
}

/// `GET /me/resume/versions/{id}`
pub async fn version(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(version): Path<String>,
    Asked(asked): Asked,
) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = earlier(&app, session, worker.id, &version).await?;
    show(&view(&app, &visitor, own, stage(&asked), FieldErrors::default()).await?)
}

/// `GET /me/resume/versions/{id}/pdf`
pub async fn version_file(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(version): Path<String>,
    Asked(asked): Asked,
) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = earlier(&app, session, worker.id, &version).await?;
    let page = visitor.plain_page(&app);
    pdf(&page, &seen(&page, stage(&asked), own)?)
}

/// `POST /me/resume/versions/{id}/restore`
pub async fn restore(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(version): Path<String>,
    form: Fields,
) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let (asked, base): (ResumeId, _) = (id(&version)?, form.get("base").parse().ok());
    match resumes::restore(&app.store, &session.actor, worker.id, base, asked).await {
        Ok(_) => Ok(onward("/me/resume", "resume_restored")),
        Err(error) if error.kind == Kind::Conflict => {
            let mut check = Check::default();
            check.note(error);
            let own = earlier(&app, session, worker.id, &version).await?;
            again(&view(&app, &visitor, own, Stage::Own, check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /me/resume/versions`
pub async fn versions(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let lines = resumes::versions(&app.store, &session.actor, worker.id).await?;
    let page = visitor.page(&app).await?;
    let (a, b) = (asked.text("a"), asked.text("b"));
    let compared = if a.is_empty() || b.is_empty() {
        None
    } else {
        let before = earlier(&app, session, worker.id, &a).await?.full.written;
        let after = earlier(&app, session, worker.id, &b).await?.full.written;
        Some(compare(&page, &before, &after))
    };
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let row = |(line, number): (resumes::Line, i64)| VersionRow {
        id: line.id.to_string(),
        number,
        at: line.saved_at.0,
        kept: line.kept == 1,
        given: line.given,
    };
    let rows = lines.into_iter().zip((1..=count).rev()).map(row).collect();
    show(&ResumeVersions { rows, a, b, compared, page })
}

/// The parts in which two versions differ, each in lines as a page would say it.
fn compare(page: &Page, before: &Written, after: &Written) -> Vec<Compared> {
    let line = |parts: &[&str]| {
        let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        said.join(" · ")
    };
    let span = |from: Option<resumes::Month>, to: Option<resumes::Month>| {
        let plain = |month: resumes::Month| (month.year, month.month);
        ResumePaper::span(page, &from.map(plain), &to.map(plain))
    };
    let work = |written: &Written| {
        let rows = written.work.iter();
        let rows = rows.map(|row| line(&[&row.title, &row.place, &span(row.from, row.to), &row.text]));
        rows.collect::<Vec<_>>().join("\n")
    };
    let schools = |written: &Written| {
        let rows = written.schools.iter();
        rows.map(|row| line(&[&row.school, &row.what, &span(row.from, row.to)]))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let certificates = |written: &Written| {
        let since = |month: Option<resumes::Month>| {
            month.map(|month| ResumePaper::month(page, &(month.year, month.month))).unwrap_or_default()
        };
        let rows = written.certificates.iter();
        rows.map(|row| line(&[&row.name, &since(row.since)])).collect::<Vec<_>>().join("\n")
    };
    let has = |written: &Written| {
        page.list("requirement", &written.has.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let languages = |written: &Written| written.languages.join(&page.t("comma"));
    let parts = [
        ("headline", before.headline.clone(), after.headline.clone()),
        ("can", before.can.clone(), after.can.clone()),
        ("has", has(before), has(after)),
        ("work", work(before), work(after)),
        ("schools", schools(before), schools(after)),
        ("certificates", certificates(before), certificates(after)),
        ("languages", languages(before), languages(after)),
        ("words", before.words.clone(), after.words.clone()),
    ];
    let differ = parts.into_iter().filter(|(_, before, after)| before != after);
    differ.map(|(part, before, after)| Compared { part: part.to_owned(), before, after }).collect()
}
