//! Answering: accept an offer, refuse it with a reason, take an application back. A second click finds it done.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::applications::{self, ApplicationRow, Refusal};
use kernel::{ApplicationId, Kind};

use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::problem::{Reply, again, onward};
use crate::visitor::Visitor;

/// `POST /applications/{id}/accept`
pub async fn accept(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(of): Path<String>,
    _: Fields,
) -> Reply {
    let of = id(&of)?;
    let done = applications::accept(&app.store, &visitor.actor(), of).await;
    told(&app, &visitor, of, done, "accepted").await
}

/// `POST /applications/{id}/decline`
pub async fn decline(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(of): Path<String>,
    form: Fields,
) -> Reply {
    let of = id(&of)?;
    let done = match form.get("reason").parse::<Refusal>() {
        Ok(reason) => applications::decline(&app.store, &visitor.actor(), of, reason).await,
        Err(_) => Err(kernel::Error::invalid("application.reason").field("reason")),
    };
    told(&app, &visitor, of, done, "declined").await
}

/// `POST /applications/{id}/withdraw`
pub async fn withdraw(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(of): Path<String>,
    _: Fields,
) -> Reply {
    let of = id(&of)?;
    let done = applications::withdraw(&app.store, &visitor.actor(), of).await;
    told(&app, &visitor, of, done, "withdrawn").await
}

async fn told(
    app: &App,
    visitor: &Visitor,
    of: ApplicationId,
    done: kernel::Result<ApplicationRow>,
    said: &str,
) -> Reply {
    match done {
        Ok(row) => Ok(onward(&format!("/applications/{}", row.id), said)),
        Err(error) if matches!(error.kind, Kind::Conflict | Kind::Invalid) => {
            let mut check = Check::default();
            check.note(error);
            again(&super::application::view(app, visitor, of, check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}
