//! One employer at an official's desk: what it says, what it handed in, what a register says, what was decided and objected to; and
//! the decision, of which there is one form for every verdict.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::{Path, State};
use features::employers::{
    self, Alike, AppealOutcome, Checked, Likeness, Ruler, RulingReason, Verdict, may_answer,
};
use features::employers::{AppealState, Dossier, PaperKind, Ruling};
use features::{oversight, views as facts};
use kernel::{AppealId, EmployerId, Error};

use super::desk::{Desk, ROWS, mendable, seen};
use crate::app::App;
use crate::employer::papers::{paper, ruling};
use crate::forms::{Asked, Check, Fields, id};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::uploads::served;
use crate::views::FieldErrors;
use crate::views::firms::{ActsView, AlikeView, AppealRowView, CheckView, FirmJob, GovAppeals, GovEmployer};

/// What was typed: verdict, reason of the list, reason in words, answer to an objection.
type Typed = (String, String, String, String);

/// `GET /gov/employers/{id}`
pub async fn page(desk: Desk, Path(employer): Path<String>) -> Reply {
    show(&view(&desk, id(&employer)?, Typed::default(), FieldErrors::default()).await?)
}

/// `POST /gov/employers/{id}/decide`
pub async fn decide(desk: Desk, Path(employer): Path<String>, Asked(asked): Asked, form: Fields) -> Reply {
    let employer: EmployerId = id(&employer)?;
    let mut check = Check::default();
    let verdict = check.take("verdict", form.get("verdict").parse::<Verdict>());
    let reason = form.some("why").map(str::parse::<RulingReason>).transpose();
    let reason = check.take("why", reason).flatten();
    let missing: kernel::Result<Vec<PaperKind>> = form.all("missing").map(str::parse).collect();
    let missing = check.take("missing", missing);
    if let (Some(verdict), Some(missing), true) = (verdict, missing, check.0.is_empty()) {
        let said = Ruling { verdict, reason, words: form.text("reason"), missing };
        match employers::decide(desk.store(), &desk.actor(), employer, said, Some(seen(&asked))).await {
            Ok(()) => return Ok(onward(&format!("/gov/employers/{employer}"), "ruled")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    let typed = (form.text("verdict"), form.text("why"), form.text("reason"), String::new());
    again(&view(&desk, employer, typed, check.0).await?)
}

/// `POST /gov/employers/{id}/check`
pub async fn check(
    State(app): State<Arc<App>>,
    desk: Desk,
    Path(employer): Path<String>,
    _: Fields,
) -> Reply {
    let employer: EmployerId = id(&employer)?;
    match employers::check_register(desk.store(), &desk.actor(), &*app.register, employer).await {
        Ok(_) => Ok(onward(&format!("/gov/employers/{employer}"), "checked")),
        Err(error) => {
            let mut check = Check::default();
            check.note(mendable(error)?);
            again(&view(&desk, employer, Typed::default(), check.0).await?)
        }
    }
}

/// `GET /gov/employers/{id}/papers/{paper}`: the look is recorded before the file is shown.
pub async fn file(desk: Desk, Path((employer, paper)): Path<(String, String)>) -> Reply {
    let (employer, paper) = (id(&employer)?, id(&paper)?);
    Ok(served(employers::look_at_paper(desk.store(), &desk.actor(), employer, paper).await?))
}

/// `POST /gov/employers/{id}/appeals/{appeal}`
pub async fn answer(desk: Desk, Path((employer, appeal)): Path<(String, String)>, form: Fields) -> Reply {
    let (employer, appeal): (EmployerId, AppealId) = (id(&employer)?, id(&appeal)?);
    let mut check = Check::default();
    if let Some(outcome) = check.take("outcome", form.get("outcome").parse::<AppealOutcome>()) {
        let (store, actor, words) = (desk.store(), desk.actor(), form.get("answer"));
        match employers::answer_appeal(store, &actor, employer, appeal, outcome, words).await {
            Ok(()) => return Ok(onward(&format!("/gov/employers/{employer}"), "answered")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    let typed = (String::new(), String::new(), String::new(), form.text("answer"));
    again(&view(&desk, employer, typed, check.0).await?)
}

/// `GET /gov/appeals`
pub async fn appeals(desk: Desk) -> Reply {
    let (store, actor) = (desk.store(), desk.actor());
    let found = employers::open_appeals(store, &actor, desk.region, desk.after.as_deref(), ROWS).await?;
    let total = employers::open_appeals_count(store, &actor, desk.region).await?;
    let list = desk.listing::<String>("/gov/appeals", None, Some(total), found.next.as_deref());
    let row = |(appeal, name): (employers::Waiting, String)| AppealRowView {
        employer: appeal.employer_id.to_string(),
        name,
        region: desk.below(appeal.region),
        verdict: appeal.verdict.to_string(),
        at: appeal.filed_at.0,
        due: appeal.due_at.0,
    };
    let rows = found.items.into_iter().map(row).collect();
    show(&GovAppeals { page: desk.page().await?, list, rows })
}

async fn view(
    desk: &Desk,
    employer: EmployerId,
    typed: Typed,
    errors: FieldErrors,
) -> Result<GovEmployer, PageError> {
    let (store, actor) = (desk.store(), desk.actor());
    let dossier = employers::dossier(store, &actor, employer).await?;
    let members = facts::members_of(store, &actor, employer).await?;
    let members = members.into_iter().filter(|one| one.agreed).map(|one| ActsView {
        name: one.name_masked.unwrap_or(one.phone_masked),
        role: one.role.to_string(),
        since: one.since.0,
    });
    let jobs = oversight::jobs_of(store, &actor, employer, dossier.employer.region).await?;
    let jobs = jobs.into_iter().map(|job| FirmJob {
        id: job.id.to_string(),
        title: job.title,
        state: job.state.to_string(),
        at: job.updated_at.0,
    });
    let appeal = waiting(desk, &dossier)?;
    let Dossier { employer: row, public, .. } = &dossier;
    Ok(GovEmployer {
        page: desk.page().await?,
        id: row.id.to_string(),
        version: row.version,
        kind: row.kind.to_string(),
        standing: row.state.to_string(),
        region: Atlas::load().full_name(row.region),
        credit_code: row.credit_code.map(|code| code.to_string()),
        code_is_local: dossier.code_is_local,
        since: row.created_at.0,
        posted: public.jobs_posted,
        hires: public.hires,
        register: desk.app.register.source().is_some(),
        ruling: dossier.standing().cloned().map(ruling),
        members: members.collect(),
        jobs: jobs.collect(),
        appeal,
        name: dossier.name,
        address: dossier.address,
        papers: dossier.papers.into_iter().map(paper).collect(),
        checks: dossier.checks.into_iter().map(looked_up).collect(),
        alike: dossier.alike.into_iter().map(|one| alike(desk, one)).collect(),
        rulings: dossier.rulings.into_iter().map(ruling).collect(),
        typed,
        errors,
    })
}

/// The objection that waits, with the code of what keeps this official from answering it.
fn waiting(
    desk: &Desk,
    dossier: &Dossier,
) -> Result<Option<(crate::views::firms::AppealView, Option<String>)>, PageError> {
    let of = |line: &&employers::RulingLine| {
        line.appeal.as_ref().is_some_and(|appeal| appeal.row.state == AppealState::Open)
    };
    let Some(line) = dossier.rulings.iter().find(of) else { return Ok(None) };
    let ruler = Ruler::of(&desk.actor(), dossier.employer.id, dossier.employer.region);
    let may = match (&line.appeal, ruler) {
        (Some(appeal), Ok(ruler)) => may_answer(ruler, &appeal.row, line.row.office),
        (_, ruler) => ruler.map(drop),
    };
    let hindered = may.err().map(|error: Error| error.code.to_owned());
    Ok(ruling(line.clone()).appeal.map(|appeal| (appeal, hindered)))
}

fn looked_up(check: Checked) -> CheckView {
    let (likeness, parts) = match check.name {
        Some(Likeness::Same) => ("same", None),
        Some(Likeness::Spelling) => ("spelling", None),
        Some(Likeness::Different { start, told, registered, end }) => {
            ("different", Some((start, told, registered, end)))
        }
        None => ("", None),
    };
    let row = check.row;
    CheckView {
        outcome: row.outcome.to_string(),
        source: row.source,
        at: row.at.0,
        name: row.name.unwrap_or_default(),
        likeness: likeness.to_owned(),
        parts,
        state: row.state.map(|state| state.to_string()).unwrap_or_default(),
        legal: check.legal_masked.unwrap_or_default(),
        legal_agrees: check.legal_agrees,
        address: row.address.unwrap_or_default(),
        scope: row.scope.unwrap_or_default(),
    }
}

fn alike(desk: &Desk, one: Alike) -> AlikeView {
    AlikeView {
        id: one.id.to_string(),
        name: present::named(desk.words(), one.name.as_deref(), one.kind),
        standing: one.state.to_string(),
        region: Atlas::load().full_name(one.region),
        person: !one.number_index.is_empty(),
        here: desk.root.contains(&one.region),
    }
}
