//! What is kept about me: counted, looked at by whom and why, agreed to, copied, erased.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use features::accounts::SignedIn;
use features::looks::{self, Seen};
use features::privacy::{self, retention};
use features::workers::{self, EraseReason};
use kernel::Error;
use serde_json::Value as Json;

use crate::app::App;
use crate::forms::{Asked, Check, Fields};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::LookRow;
use crate::views::privacy::{ConsentRow, CopyPart, HeldRow, MyCopy, MyPrivacy};
use crate::views::worker::address;
use crate::visitor::Visitor;

const LOOKS: i64 = 20;

/// `GET /me/privacy`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    show(&view(&app, &visitor, asked.some("after"), FieldErrors::default()).await?)
}

async fn view(
    app: &App,
    visitor: &Visitor,
    after: Option<&str>,
    errors: FieldErrors,
) -> Result<MyPrivacy, PageError> {
    let session = visitor.session()?;
    let (looks, next) = match session.worker {
        Some(worker) => {
            let page = looks::of_me(&app.store, &session.actor, worker.id, after, LOOKS).await?;
            (page.items, page.next)
        }
        None => (Vec::new(), None),
    };
    Ok(MyPrivacy {
        page: visitor.page(app).await?,
        held: held(app, session).await?,
        looks: looks.into_iter().map(looked).collect(),
        next: next.map(|after| address("/me/privacy", &[("after", &after)])),
        consents: privacy::consents(&app.store, &session.actor).await?.into_iter().map(consent).collect(),
        may_erase: session.worker.is_some(),
        errors,
    })
}

async fn held(app: &App, session: &SignedIn) -> Result<Vec<HeldRow>, PageError> {
    let rules = retention::rules()?;
    let counts = privacy::overview(&app.store, &session.actor).await?;
    let row = |count: &privacy::Count| {
        let rule = rules.iter().find(|rule| rule.table == count.held.table);
        let (days, until) = match rule.map(|rule| &rule.keep) {
            Some(retention::Keep::Days { days, .. }) => (Some(*days), String::new()),
            Some(retention::Keep::Until(event)) => (None, event.to_string()),
            None => (None, String::new()),
        };
        HeldRow {
            kind: count.held.table.to_owned(),
            rows: count.rows,
            href: count.held.correct.to_owned(),
            days,
            until,
            law: rule.map(|rule| rule.law.clone()).unwrap_or_default(),
        }
    };
    Ok(counts.iter().map(row).collect())
}

fn looked(one: Seen) -> LookRow {
    LookRow {
        id: one.id.to_string(),
        role: one.role,
        office: Atlas::load().full_name(one.office),
        duty: one.duty.to_string(),
        words: one.words,
        at: one.at.0,
        ..LookRow::default()
    }
}

fn consent(one: privacy::Consent) -> ConsentRow {
    ConsentRow {
        kind: one.kind.to_owned(),
        since: one.since.map(|at| at.0),
        until: one.until.map(|at| at.0),
        href: one.href.to_owned(),
    }
}

/// `GET /me/privacy/copy.json`: everything, for a program.
pub async fn json(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let session = visitor.session()?;
    let whole = privacy::whole(&app.store, &session.actor).await?;
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    Ok(file(([(header::CONTENT_TYPE, kind)], whole.json()).into_response(), "banyan-me.json"))
}

/// `GET /me/privacy/copy.html`: everything, for a reader.
pub async fn copy(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let session = visitor.session()?;
    let whole = privacy::whole(&app.store, &session.actor).await?;
    let t = crate::i18n::T(visitor.lang);
    let parts = whole.tables.iter().map(|(held, records)| CopyPart {
        kind: held.table.to_owned(),
        rows: records
            .iter()
            .map(|record| {
                let named = record.iter().filter(|(column, _)| !is_number(column));
                named.map(|(column, value)| (column.clone(), said(t, column, value))).collect()
            })
            .collect(),
    });
    let parts = parts.collect();
    let page = MyCopy { page: visitor.page(&app).await?, at: whole.at, parts };
    Ok(file(show(&page)?, "banyan-me.html"))
}

/// Numbers by which the program finds things say nothing to a reader; the other copy has them.
fn is_number(column: &str) -> bool {
    column == "id"
        || column.ends_with("_id")
        || matches!(
            column,
            "subject" | "merged_into" | "corrects" | "papers" | "sha256" | "step" | "body" | "fields"
        )
}

fn said(t: crate::i18n::T, column: &str, value: &Json) -> String {
    use crate::views::say;
    match (column, value) {
        ("region" | "office" | "station", Json::String(code)) => {
            code.parse().map_or_else(|_| code.clone(), |code| Atlas::load().full_name(code))
        }
        ("occupation" | "occupations", Json::String(codes)) => {
            let names: Vec<String> = codes.split(',').map(|code| present::occupation(code).name).collect();
            names.join(&t.s("comma"))
        }
        ("availability" | "slots", Json::Number(mask)) => say::week(t, mask.as_i64().unwrap_or_default()),
        ("pay_fen", Json::Number(fen)) => say::yuan(fen.as_i64().unwrap_or_default()),
        ("role", Json::String(code)) => t.word("role", code),
        ("duty", Json::String(code)) => t.word("duty", code),
        ("command", Json::String(code)) => t.word("entry", code),
        (_, Json::String(text)) => text.replace('T', " ").replace("+08:00", ""),
        (_, other) => other.to_string(),
    }
}

fn file(mut response: Response, name: &str) -> Response {
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// `POST /me/privacy/erase`
pub async fn erase(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let session = visitor.session()?;
    let worker = session.worker.ok_or(PageError(Error::not_found("not_found")))?;
    let mut check = Check::default();
    if form.get("confirm") != "yes" {
        check.note(Error::invalid("text.empty").field("confirm"));
        return again(&view(&app, &visitor, None, check.0).await?);
    }
    workers::erase(&app.store, &session.actor, worker.id, EraseReason::Request).await?;
    Ok(onward("/", "me_erased"))
}
