//! What a page waits for: one stream of events, each saying only that something changed. It carries no data; the page
//! asks again and is answered by the same rules as before.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use kernel::JobId;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::forms::Asked;
use crate::problem::PageError;
use crate::visitor::Visitor;

const HEARTBEAT: Duration = Duration::from_secs(20);
/// Changes that come together are told together.
const TOGETHER: Duration = Duration::from_millis(250);

crate::surface::surface! {
    get "/events" - => events;
}

/// `?job=ID` adds the changes of one job.
async fn events(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let job = asked.some("job").map(crate::forms::id::<JobId>).transpose()?;
    let (subjects, official) =
        (visitor.subjects(), visitor.office().is_some_and(|office| office.role != kernel::Role::Operator));
    let mut changes = app.index.subscribe();
    let stream = async_stream::stream! {
        while app.is_ready() {
            let concerns = match timeout(Duration::from_secs(1), changes.recv()).await {
                Err(_) => continue,
                Ok(Err(RecvError::Closed)) => break,
                Ok(Err(RecvError::Lagged(_))) => true,
                Ok(Ok(change)) => {
                    official
                        || change.subjects.iter().any(|subject| subjects.contains(subject))
                        || job.is_some_and(|job| change.jobs.contains(&job))
                }
            };
            if concerns {
                sleep(TOGETHER).await;
                while changes.try_recv().is_ok() {}
                yield Ok::<_, Infallible>(Event::default().data("changed"));
            }
        }
    };
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response())
}
