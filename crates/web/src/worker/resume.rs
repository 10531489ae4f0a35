//! The résumé, to print: its owner's own paper, with name and phone in full.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::State;
use features::{views as facts, workers};

use super::me::wants;
use crate::app::App;
use crate::present;
use crate::problem::{Reply, onward, show};
use crate::views::worker::{PastWork, Resume};
use crate::visitor::Visitor;

/// `GET /me/resume`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(onward("/me/register?next=/me/resume", "")) };
    let resume = workers::resume(&app.store, &session.actor, worker.id).await?;
    let phone = facts::own_phone(&app.store, session.account).await?;
    let page = visitor.page(&app).await?;
    let t = page.words();
    let past = |hire: workers::Hire| PastWork {
        title: hire.title,
        employer: hire.employer_name.unwrap_or_else(|| t.word("employer-kind", "household")),
        at: hire.hired_at.0,
    };
    let profile = resume.profile;
    show(&Resume {
        phone: phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
        wants: wants(&profile).to_owned(),
        occupations: profile.occupations.iter().map(|code| present::occupation(code)).collect(),
        skills: profile.about.skills.join(&t.s("comma")),
        has: profile.about.has.iter().map(ToString::to_string).collect(),
        slots: i64::from(profile.availability.bits()),
        pay: profile.pay.map(Into::into),
        region: Atlas::load().full_name(profile.region),
        history: resume.hires.into_iter().map(past).collect(),
        name: profile.name.unwrap_or_default(),
        page,
    })
}
