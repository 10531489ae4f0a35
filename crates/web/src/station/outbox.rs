//! What a counter keeps for the time without a network, and what it kept when there is one again: deeds in the order in
//! which they were entered, each answered by itself. It refuses what another clerk kept.

use axum::Json;
use axum::response::IntoResponse as _;
use features::counter::{self, Item};
use kernel::{Error, Kind, Micros};
use serde::Deserialize;
use serde_json::{Value, json};

use atlas::Atlas;

use super::{deeds, desk, near};
use crate::forms::{Check, Fields};
use crate::gov::desk::Desk;
use crate::problem::Reply;
use crate::views::FieldError;

/// Jobs that are kept.
const JOBS: usize = 20;
/// Deeds of one sending; a counter sends the next when these are answered.
const MOST: usize = 50;

/// `GET /station/today.json`
pub async fn today(desk: Desk) -> Reply {
    let _permit = counter::ask(&desk.actor(), desk.region)?;
    let here = desk::counter(&desk).await?;
    let page = desk.page().await?;
    let jobs = near::jobs(&desk, None, "", JOBS).await?;
    let jobs: Vec<Value> = jobs
        .iter()
        .map(|job| {
            json!({ "id": job.id, "title": job.title, "pay": page.pay(&job.pay), "when": page.when(&job.when),
                "employer": job.employer })
        })
        .collect();
    let ticket = |one: &crate::views::station::TicketLine| {
        json!({ "id": one.id, "label": one.label, "purpose": one.purpose, "first": one.first, "at": one.at,
            "person": one.person })
    };
    Ok(Json(json!({
        "owner": here.owner,
        "csrf": desk.visitor.csrf,
        "now": desk.store().now().0 / 1000,
        "region": desk.region,
        "region_name": Atlas::load().full_name(desk.region),
        "clerk": page.signed_in.map(|me| me.name_masked),
        "serving": here.serving.as_ref().map(ticket),
        "waiting": here.waiting.iter().map(ticket).collect::<Vec<_>>(),
        "done": here.done,
        "jobs": jobs,
        "homes": desk::homes(desk.region),
    }))
    .into_response())
}

/// A deed as the counter kept it.
#[derive(Deserialize)]
struct Kept {
    key: String,
    /// Milliseconds of the counter's clock.
    at: i64,
    kind: String,
    fields: Vec<(String, String)>,
}

/// `POST /station/outbox`: answers in the order of what was sent, as many as could be given.
pub async fn post(desk: Desk, form: Fields) -> Reply {
    let actor = desk.actor();
    let _permit = counter::ask(&actor, desk.region)?;
    if form.get("owner") != desk::owner(&desk) {
        return Err(Error::conflict("counter.other_clerk").into());
    }
    let malformed = || Error::invalid("body.malformed");
    let kept: Vec<Kept> = serde_json::from_str(form.get("batch")).map_err(|_| malformed())?;
    if kept.len() > MOST || kept.iter().any(|one| one.fields.len() > MOST) {
        return Err(malformed().into());
    }
    let mut answers = Vec::with_capacity(kept.len());
    let mut later = None;
    for one in kept {
        let at = Micros(one.at.saturating_mul(1000)).min(desk.store().now());
        let mut check = Check::default();
        let Some(deed) = deeds::read(&one.kind, &Fields::of(one.fields), at, &mut check) else {
            // What cannot be read will never be: the same is answered whenever it comes.
            let error = check.0.0.into_iter().next().unwrap_or_default();
            answers.push(refused(&desk, &one.key, &one.kind, &error));
            continue;
        };
        let item = Item { key: one.key, entered_at: Some(at), deed };
        match counter::answer(desk.store(), &actor, desk.region, &item).await {
            Ok(answer) if answer.outcome == counter::Outcome::Refused => {
                let text = |name: &str| answer.body[name].as_str().unwrap_or_default().to_owned();
                let values = answer.body["values"].as_object().into_iter().flatten();
                let values =
                    values.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                let error = FieldError { field: text("field"), code: text("code"), detail: values.collect() };
                answers.push(refused(&desk, &answer.key, &one.kind, &error));
            }
            Ok(answer) => answers.push(json!({
                "key": answer.key, "kind": one.kind, "outcome": answer.outcome, "body": answer.body,
            })),
            // The rest keeps its order: it is sent again, beginning with this one.
            Err(error) => {
                if error.kind == Kind::Internal {
                    tracing::error!(code = error.code, "outbox");
                }
                later = Some(error.code);
                break;
            }
        }
    }
    Ok(Json(json!({ "answers": answers, "later": later })).into_response())
}

fn refused(desk: &Desk, key: &str, kind: &str, error: &FieldError) -> Value {
    let t = desk.words();
    json!({
        "key": key, "kind": kind, "outcome": "refused", "code": error.code, "field": error.field,
        "text": error.text(t), "next": next(t, &error.code),
    })
}

/// What to do about it.
fn next(t: crate::i18n::T, code: &str) -> String {
    let what = match code {
        "worker.phone_taken" | "worker.id_number_taken" | "worker.registered" => "known",
        "consent.none" | "consent.expired" | "consent.withdrawn" | "consent.until" => "consent",
        "application.job_full"
        | "job.not_open"
        | "application.overlap"
        | "application.employer_suspended" => "job",
        "ticket.called" | "ticket.ended" | "conflict" => "queue",
        "not_found" => "gone",
        _ => "other",
    };
    t.word("station-next", what)
}
