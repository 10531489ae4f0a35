//! Notices: what happened to what is one's own, as ids and words of closed lists.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::accounts::SignedIn;
use features::notices::{self, NoticeRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::read::{Caller, Params};
use super::refused::Answer;
use super::schema::{Page, Piece};
use crate::app::App;

/// A notice.
#[derive(Serialize, ToSchema)]
pub struct NoticeOut {
    id: String,
    /// Such as `application.offer`.
    kind: String,
    #[schema(required)]
    job_id: Option<String>,
    #[schema(required)]
    application_id: Option<String>,
    #[schema(required)]
    reason: Option<String>,
    at: i64,
    #[schema(required)]
    read_at: Option<i64>,
}

fn notice_out(row: NoticeRow) -> NoticeOut {
    let body: serde_json::Value = serde_json::from_str(&row.body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    NoticeOut {
        id: row.id,
        kind: row.kind,
        job_id: text("job"),
        application_id: text("application"),
        reason: text("reason"),
        at: row.created_at.0,
        read_at: row.read_at.map(|at| at.0),
    }
}

fn subjects(here: &SignedIn) -> Vec<String> {
    let worker = here.records().map(|id| id.to_string());
    worker.chain(here.employers.iter().map(ToString::to_string)).collect()
}

/// One's notices, the last first.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices", params(Piece),
    responses((status = 200, description = "OK", body = Page<NoticeOut>)), security(("bearer" = [])))]
pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<NoticeOut>>> {
    let here = caller.signed_in()?;
    let after = piece.after.as_deref();
    let page =
        notices::list(&app.store, &here.actor, here.account, &subjects(here), after, piece.limit()).await?;
    Ok(Json(Page::of(page, notice_out)))
}

/// Marks all of one's notices as read.
#[utoipa::path(post, path = "/api/v1/notices/read", tag = "notices",
    responses((status = 204, description = "Marked")), security(("bearer" = [])))]
pub async fn read(State(app): State<Arc<App>>, caller: Caller) -> Answer<StatusCode> {
    let here = caller.signed_in()?;
    notices::mark_read(&app.store, &here.actor, here.account, &subjects(here)).await?;
    Ok(StatusCode::NO_CONTENT)
}
