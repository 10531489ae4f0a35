//! How the platform runs, for whoever runs it: counts and times. It holds nobody's data and opens none.

use std::sync::Arc;

use axum::extract::State;
use features::oversight;

use crate::app::App;
use crate::problem::{Reply, show};
use crate::views::offices::{Ops, OpsFigure};
use crate::visitor::Visitor;

/// `GET /ops`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    visitor.session()?;
    let counts = oversight::platform(&app.store, &visitor.actor()).await?;
    let figure = |code: &str, value: i64| OpsFigure { code: code.to_owned(), value };
    let figures = vec![
        figure("entries", counts.entries),
        figure("index_lag", app.index.lag()),
        figure("index_jobs", i64::try_from(app.index.jobs()).unwrap_or(i64::MAX)),
        figure("texts_waiting", counts.texts_waiting),
        figure("texts_late", counts.texts_late),
        figure("sessions", counts.sessions),
    ];
    show(&Ops {
        page: visitor.page(&app).await?,
        version: env!("CARGO_PKG_VERSION"),
        engine: app.store.engine().to_string(),
        figures,
        duties: counts.duties.into_iter().map(|duty| (duty.name, duty.expires_at.0)).collect(),
        cursors: counts.cursors.into_iter().map(|one| (one.follower, one.behind)).collect(),
    })
}
