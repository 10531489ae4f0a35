//! My jobs, with what waits for an answer.

use std::sync::Arc;

use axum::extract::State;
use features::jobs::{JobState, OwnJob};
use features::{crew, employers, jobs, views as facts};
use kernel::{JobId, Operation};

use super::papers::ruling;
use crate::app::App;
use crate::forms::Asked;
use crate::present;
use crate::problem::{Reply, onward, show};
use crate::views::employer::{EmployerHome, JobRow};
use crate::views::worker::address;
use crate::visitor::Visitor;

const PAGE: i64 = 50;

/// `GET /employer`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let session = visitor.session()?;
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    let row = employers::row(&app.store, employer).await?;
    let after = asked.some("after");
    let list = jobs::of_employer(&app.store, &session.actor, employer, after, PAGE).await?;
    let ids: Vec<JobId> = list.items.iter().map(|own| own.job.id).collect();
    let came = facts::came(&app.store, &ids).await?;
    let jobs = list.items.iter().map(|own| line(own, came.get(&own.job.id).copied().unwrap_or(0))).collect();
    let sees_people = visitor.may_for(employer, Operation::ApplicationRead);
    let standing = employers::standing_of(&app.store, &session.actor, employer).await?;
    show(&EmployerHome {
        page: visitor.page(&app).await?,
        name: row.open_name(app.store.vault())?,
        standing: row.state.to_string(),
        ruling: standing.map(ruling),
        owner: visitor.may_for(employer, Operation::EmployerPapers),
        posts: visitor.may_for(employer, Operation::JobDraft),
        crew: sees_people && !crew::days(&app.store, &session.actor, employer).await?.is_empty(),
        jobs,
        next: list.next.map(|next| address("/employer", &[("after", &next)])),
    })
}

fn line(own: &OwnJob, came: i64) -> JobRow {
    let OwnJob { job, waiting } = own;
    JobRow {
        id: job.id.to_string(),
        title: job.title.clone(),
        state: job.state.to_string(),
        pay: job.pay().into(),
        when: present::when(job),
        openings: job.openings,
        came,
        offered: waiting.offered,
        hired: job.filled,
        waiting: waiting.waiting,
        sent_back: job.review_note.clone().filter(|_| job.state == JobState::Draft),
    }
}
