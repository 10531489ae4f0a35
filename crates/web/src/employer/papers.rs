//! What an owner hands in so that an official can see that the employer is real; what was decided and why; and an objection to it.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::employers::{
    self, AppealLine, AppealState, EmployerState, NewPaper, PaperKind, PaperLine, RulingLine, TERM,
};
use kernel::{EmployerId, Error, IdNumber, PersonName};

use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::gov::desk::mendable;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::uploads::{Upload, served};
use crate::views::FieldErrors;
use crate::views::employer::{AppealView, EmployerPapers, PaperView, RulingView};
use crate::visitor::Visitor;

const HERE: &str = "/employer/papers";

/// What was typed and is shown again.
#[derive(Default)]
struct Typed {
    kind: String,
    holder: String,
    appeal: String,
}

/// `GET /employer/papers`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    show(&view(&app, &visitor, employer, Typed::default(), FieldErrors::default()).await?)
}

/// `POST /employer/papers`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, upload: Upload) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    let Upload { fields, file } = upload;
    let mut check = Check::default();
    let kind = check.take("kind", fields.get("kind").parse::<PaperKind>());
    let of = |wanted: &[PaperKind]| kind.is_some_and(|kind| wanted.contains(&kind));
    let holder = fields.some("holder").filter(|_| of(&[PaperKind::LegalIdentity]));
    let holder = check.take("holder", holder.map(str::parse::<PersonName>).transpose()).flatten();
    let numbered = of(&[PaperKind::LegalIdentity, PaperKind::PersonIdentity]);
    let number = fields.some("number").filter(|_| numbered);
    let number = check.take("number", number.map(str::parse::<IdNumber>).transpose()).flatten();
    if let (Some(kind), true) = (kind, check.0.is_empty()) {
        let paper = NewPaper { file, holder, number };
        match employers::hand_in(&app.store, &visitor.actor(), employer, kind, &paper).await {
            Ok(_) => return Ok(onward(HERE, "paper")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    let typed = Typed { kind: fields.text("kind"), holder: fields.text("holder"), ..Typed::default() };
    again(&view(&app, &visitor, employer, typed, check.0).await?)
}

/// `GET /employer/papers/{id}`
pub async fn file(State(app): State<Arc<App>>, visitor: Visitor, Path(paper): Path<String>) -> Reply {
    let employer = visitor.acting()?.ok_or(PageError(Error::not_found("not_found")))?;
    let found = employers::own_paper(&app.store, &visitor.actor(), employer, id(&paper)?).await?;
    Ok(served(found))
}

/// `POST /employer/papers/{id}/remove`
pub async fn remove(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(paper): Path<String>,
    _: Fields,
) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    employers::remove_paper(&app.store, &visitor.actor(), employer, id(&paper)?).await?;
    Ok(onward(HERE, "paper_removed"))
}

/// `POST /employer/appeal`
pub async fn appeal(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    let mut check = Check::default();
    match employers::appeal(&app.store, &visitor.actor(), employer, form.get("appeal")).await {
        Ok(_) => return Ok(onward(HERE, "appeal")),
        Err(error) => check.note(mendable(error)?),
    }
    let typed = Typed { appeal: form.text("appeal"), ..Typed::default() };
    again(&view(&app, &visitor, employer, typed, check.0).await?)
}

async fn view(
    app: &App,
    visitor: &Visitor,
    employer: EmployerId,
    typed: Typed,
    errors: FieldErrors,
) -> Result<EmployerPapers, PageError> {
    let own = employers::own_dossier(&app.store, &visitor.actor(), employer).await?;
    let row = employers::row(&app.store, employer).await?;
    let now = app.store.now();
    let standing = own.standing();
    let objects = standing
        .filter(|line| line.row.takes_something() && line.appeal.is_none() && now <= line.row.at + TERM);
    Ok(EmployerPapers {
        page: visitor.page(app).await?,
        name: row.open_name(app.store.vault())?,
        standing: row.state.to_string(),
        asked: row.state == EmployerState::Unverified,
        kinds: PaperKind::of(row.kind).iter().map(ToString::to_string).collect(),
        full: own.papers.len() >= employers::MOST_PAPERS,
        objects_until: objects.map(|line| (line.row.at + TERM).0),
        ruling: standing.cloned().map(ruling),
        rulings: own.rulings.into_iter().map(ruling).collect(),
        papers: own.papers.into_iter().map(paper).collect(),
        kind: typed.kind,
        holder: typed.holder,
        appeal: typed.appeal,
        errors,
    })
}

/// A paper as pages say it.
pub(crate) fn paper(line: PaperLine) -> PaperView {
    PaperView {
        id: line.id.to_string(),
        kind: line.kind.to_string(),
        file: line.file.map(|media| media.as_str().rsplit('/').next().unwrap_or_default().to_owned()),
        size: line.size,
        holder: line.holder_masked,
        number: line.number_masked,
        at: line.at.0,
        removed_at: line.removed_at.map(|at| at.0),
        read: line.read.map(|(times, at)| (times, at.0)),
    }
}

/// A decision as pages say it.
pub(crate) fn ruling(line: RulingLine) -> RulingView {
    RulingView {
        verdict: line.row.verdict.to_string(),
        reason: line.row.reason.map(|reason| reason.to_string()),
        missing: line.row.missing().iter().map(ToString::to_string).collect(),
        words: line.words,
        office: atlas::Atlas::load().full_name(line.row.office),
        papers: line.row.papers().len() as i64,
        at: line.row.at.0,
        appeal: line.appeal.map(objection),
        id: line.row.id.to_string(),
    }
}

fn objection(line: AppealLine) -> AppealView {
    AppealView {
        id: line.row.id.to_string(),
        state: line.row.state.to_string(),
        open: line.row.state == AppealState::Open,
        words: line.words,
        answer: line.answer,
        at: line.row.filed_at.0,
        due: line.row.due_at.0,
        decided_at: line.row.decided_at.map(|at| at.0),
    }
}
