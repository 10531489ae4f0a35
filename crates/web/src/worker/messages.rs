//! Notices, of the worker and of the employers that the account acts for.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use features::jobs::JobRow;
use features::notices::NoticeRow as Row;
use features::{employers, jobs, notices, views as facts};
use kernel::{ApplicationId, JobId, Operation};
use serde_json::Value;

use crate::app::App;
use crate::forms::{Asked, Fields};
use crate::i18n::T;
use crate::present;
use crate::problem::{PageError, Reply, onward, show};
use crate::views::worker::{Messages, NoticeRow, address};
use crate::visitor::Visitor;

const PAGE: i64 = 30;

/// `GET /messages`: also for somebody who has not signed in, who is told what this page is for.
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let page = visitor.page(&app).await?;
    let Some(session) = &visitor.signed_in else { return show(&Messages { page, ..Messages::default() }) };
    let (subjects, after) = (visitor.subjects(), asked.some("after"));
    let list = notices::list(&app.store, &session.actor, session.account, &subjects, after, PAGE).await?;
    let next = list.next.map(|next| address("/messages", &[("after", &next)]));
    let records: Vec<String> = session.records().map(|id| id.to_string()).collect();
    let said = said(&app, &visitor, &list.items, &records, page.words()).await?;
    show(&Messages { notices: said, next, page })
}

struct Body {
    job: Option<JobId>,
    application: Option<ApplicationId>,
    reason: String,
    state: String,
}

impl Body {
    fn read(row: &Row) -> Body {
        let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        Body {
            job: text("job").and_then(|id| id.parse().ok()),
            application: text("application").and_then(|id| id.parse().ok()),
            reason: text("reason").unwrap_or_default().to_owned(),
            state: text("verdict").or(text("state")).unwrap_or_default().to_owned(),
        }
    }
}

async fn said(
    app: &App,
    visitor: &Visitor,
    rows: &[Row],
    records: &[String],
    t: T,
) -> Result<Vec<NoticeRow>, PageError> {
    let bodies: Vec<Body> = rows.iter().map(Body::read).collect();
    let mut ids: Vec<JobId> = bodies.iter().filter_map(|body| body.job).collect();
    ids.sort_unstable();
    ids.dedup();
    let about: BTreeMap<JobId, JobRow> =
        jobs::by_ids(&app.store, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let employers: Vec<_> = about.values().map(|row| row.employer_id).collect();
    let offerers = facts::offerers(&app.store, &employers).await?;
    let asked: Vec<ApplicationId> = bodies.iter().filter_map(|body| body.application).collect();
    let applicants = facts::masked_applicants(&app.store, &visitor.actor(), &asked).await?;
    let account = visitor.account()?.to_string();
    let mut own = BTreeMap::new();
    for row in employers::for_account(&app.store, visitor.account()?).await? {
        own.insert(row.id.to_string(), row.open_name(app.store.vault())?);
    }
    let mut said = Vec::with_capacity(rows.len());
    for (row, body) in rows.iter().zip(&bodies) {
        let job = body.job.and_then(|id| about.get(&id));
        let mine = records.contains(&row.subject);
        let who = match body.application {
            _ if mine => present::offerer(t, job.and_then(|job| offerers.get(&job.employer_id))).0,
            Some(application) => applicants.get(&application).cloned().unwrap_or_default(),
            None => own.get(&row.subject).cloned().unwrap_or_default(),
        };
        let owns = |operation| row.subject.parse().is_ok_and(|id| visitor.may_for(id, operation));
        let of_office = account == row.subject;
        let href = match (mine, body.application, body.job) {
            _ if row.kind == "member.invite" => "/me".to_owned(),
            _ if row.kind.starts_with("employer.") && of_office => "/gov/appeals".to_owned(),
            _ if row.kind.starts_with("employer.") && owns(Operation::EmployerPapers) => {
                "/employer/papers".to_owned()
            }
            (true, ..) if row.kind == "worker.looked" => "/me/privacy".to_owned(),
            (true, Some(application), _) => format!("/applications/{application}"),
            (true, None, Some(job)) => format!("/jobs/{job}"),
            (true, None, None) => "/me".to_owned(),
            (false, _, Some(job)) if !owns(Operation::ApplicationRead) => {
                format!("/employer/jobs/{job}/history")
            }
            (false, _, Some(job)) => format!("/employer/jobs/{job}"),
            (false, _, None) => "/employer".to_owned(),
        };
        said.push(NoticeRow {
            id: row.id.clone(),
            at: row.created_at.0,
            unread: row.read_at.is_none(),
            kind: row.kind.clone(),
            title: job.map(|job| job.title.clone()).unwrap_or_default(),
            who,
            href,
            reason: body.reason.clone(),
            state: body.state.clone(),
        });
    }
    Ok(said)
}

/// `POST /messages/read`
pub async fn read(State(app): State<Arc<App>>, visitor: Visitor, _: Fields) -> Reply {
    let session = visitor.session()?;
    notices::mark_read(&app.store, &session.actor, session.account, &visitor.subjects()).await?;
    Ok(onward("/messages", "messages_read"))
}
