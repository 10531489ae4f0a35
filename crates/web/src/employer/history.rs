//! What happened to a job: how its text changed, and every step of those who applied. Nobody is named.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::applications::{self, ApplicationRow, ApplicationState};
use features::jobs;
use kernel::{Micros, Operation};
use serde_json::Value;

use crate::app::App;
use crate::forms::id;
use crate::present;
use crate::problem::{Reply, show};
use crate::views::employer::{HistoryRow, JobHistory};
use crate::visitor::Visitor;

const APPLICATIONS: i64 = 100;

/// `GET /employer/jobs/{id}/history`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(job): Path<String>) -> Reply {
    let session = visitor.session()?;
    let (row, revisions) = jobs::history(&app.store, &session.actor, id(&job)?).await?;
    let people = visitor.may_for(row.employer_id, Operation::ApplicationRead);
    let came = if people {
        applications::of_job(&app.store, &session.actor, row.id, None, APPLICATIONS).await?.1.items
    } else {
        Vec::new()
    };
    // Newest first: what an edit changed is told by the text before it.
    let texts: Vec<Value> =
        revisions.iter().map(|revision| serde_json::from_str(&revision.fields).unwrap_or_default()).collect();
    let before = texts.iter().skip(1).map(Some).chain([None]);
    let mut entries: Vec<HistoryRow> = revisions
        .iter()
        .zip(texts.iter().zip(before))
        .map(|(revision, (after, before))| match revision.job_version {
            1 => entry(revision.at, "job.post", "employer"),
            _ => HistoryRow {
                changed: before.map(|before| changed(before, after)).unwrap_or_default(),
                ..entry(revision.at, "job.edit", "employer")
            },
        })
        .collect();
    entries.extend(row.posted_at.map(|at| entry(at, "job.submit", "employer")));
    entries.extend(came.iter().flat_map(steps));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let (page, id) = (visitor.page(&app).await?, row.id.to_string());
    show(&JobHistory { page, people, id, title: row.title, entries })
}

/// The parts of a job's text that differ.
fn changed(before: &Value, after: &Value) -> Vec<String> {
    const PARTS: [(&str, &[&str]); 9] = [
        ("title", &["title"]),
        ("occupation", &["occupation"]),
        ("time", &["starts_at", "ends_at", "slots"]),
        ("pay", &["pay_unit", "pay_fen"]),
        ("settlement", &["settlement"]),
        ("address", &["address"]),
        ("openings", &["openings"]),
        ("requirements", &["requirements"]),
        ("description", &["description"]),
    ];
    let differs = |fields: &[&str]| fields.iter().any(|field| before.get(field) != after.get(field));
    PARTS.iter().filter(|(_, fields)| differs(fields)).map(|(part, _)| (*part).to_owned()).collect()
}

fn entry(at: Micros, name: &str, role: &str) -> HistoryRow {
    HistoryRow { at: at.0, name: name.to_owned(), role: role.to_owned(), position: None, changed: Vec::new() }
}

fn steps(row: &ApplicationRow) -> Vec<HistoryRow> {
    let step = |at, operation: Operation, role| entry(at, operation.as_str(), role);
    let mut steps = vec![step(row.applied_at, Operation::ApplicationApply, "worker")];
    steps.extend(row.shortlisted_at.map(|at| step(at, Operation::ApplicationShortlist, "employer")));
    steps.extend(row.offered_at.map(|at| step(at, Operation::ApplicationOffer, "employer")));
    let end = |at| match row.state {
        ApplicationState::Hired => Some(step(at, Operation::ApplicationAccept, "worker")),
        ApplicationState::Refused if present::refused_by(row) == "worker" => {
            Some(step(at, Operation::ApplicationDecline, "worker"))
        }
        ApplicationState::Refused => Some(step(at, Operation::ApplicationRefuse, "employer")),
        ApplicationState::Withdrawn => Some(step(at, Operation::ApplicationWithdraw, "worker")),
        ApplicationState::Lapsed => Some(entry(at, "application.lapse", "system")),
        _ => None,
    };
    steps.extend(row.ended_at.and_then(end));
    steps
}
