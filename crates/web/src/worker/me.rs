//! My things: registration, applications, where I am signed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use features::accounts::{self, SignedIn};
use features::jobs::JobRow;
use features::workers::Profile;
use features::{applications, consents, employers, jobs, views as facts, workers};
use kernel::JobId;

use crate::app::App;
use crate::forms::Fields;
use crate::i18n::T;
use crate::present;
use crate::problem::{PageError, Reply, onward, show};
use crate::views::worker::{ApplicationRow, Me, MyConsent, MyWorker, SessionRow};
use crate::visitor::Visitor;

const APPLICATIONS: i64 = 100;

/// `GET /me`: also for somebody who has not signed in, who is told what this page is for.
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let page = visitor.page(&app).await?;
    let Some(session) = &visitor.signed_in else { return show(&Me { page, ..Me::default() }) };
    let phone = facts::own_phone(&app.store, session.account).await?;
    let worker = match session.worker {
        Some(worker) => Some(workers::profile(&app.store, &session.actor, worker.id).await?),
        None => None,
    };
    show(&Me {
        phone_masked: phone.map(|phone| phone.masked()).unwrap_or_default(),
        worker: worker.as_ref().map(registered),
        applications: mine(&app, session, page.words()).await?,
        invitations: asked(&app, session, page.words()).await?,
        sessions: devices(&app, session).await?,
        consents: agreed(&app, session).await?,
        page,
    })
}

/// What I let clerks do, as long as it holds.
async fn agreed(app: &App, session: &SignedIn) -> Result<Vec<MyConsent>, PageError> {
    let Some(worker) = session.worker else { return Ok(Vec::new()) };
    let rows = consents::of_worker(&app.store, &session.actor, worker.id).await?;
    let holds = rows.into_iter().filter(|one| one.holds);
    let row = |one: consents::Consent| MyConsent {
        id: one.id.to_string(),
        clerk: one.clerk_masked,
        acts: one.acts.iter().map(ToString::to_string).collect(),
        at: one.given_at.0,
        until: one.until.0,
    };
    Ok(holds.map(row).collect())
}

/// `POST /me/consents/{id}/withdraw`
pub async fn withdraw(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(consent): Path<String>,
    _: Fields,
) -> Reply {
    let session = visitor.session()?;
    // A clerk takes a consent back at the counter; here it is one's own.
    visitor.worker().ok_or(PageError(kernel::Error::not_found("not_found")))?;
    consents::withdraw(&app.store, &session.actor, crate::forms::id(&consent)?).await?;
    Ok(onward("/me", "station_consent_end"))
}

async fn asked(app: &App, session: &SignedIn, t: T) -> Result<Vec<(String, String, String)>, PageError> {
    let rows = facts::invitations(&app.store, &session.actor, session.account).await?;
    let row = |row: facts::Invitation| {
        (row.id.to_string(), present::named(t, row.name.as_deref(), row.kind), row.role.to_string())
    };
    Ok(rows.into_iter().map(row).collect())
}

/// `POST /me/invitations/{id}`
pub async fn answer(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(grant): Path<String>,
    form: Fields,
) -> Reply {
    let session = visitor.session()?;
    let agree = form.get("agree") == "yes";
    let grant = crate::forms::id(&grant)?;
    employers::answer_invitation(&app.store, &session.actor, session.account, grant, agree).await?;
    Ok(if agree { onward("/employer", "member_agreed") } else { onward("/me", "member_declined") })
}

fn registered(profile: &Profile) -> MyWorker {
    MyWorker {
        wants: wants(profile).to_owned(),
        occupations: profile.occupations.iter().map(|code| present::occupation(code)).collect(),
        slots: i64::from(profile.availability.bits()),
        complete: profile.id_number_masked.is_some() && !profile.about.skills.is_empty(),
    }
}

/// What somebody looks for; of two registrations the later one.
pub fn wants(profile: &Profile) -> &'static str {
    if profile.full_time_since > profile.gig_since { "full_time" } else { "gig" }
}

async fn mine(app: &App, session: &SignedIn, t: T) -> Result<Vec<ApplicationRow>, PageError> {
    let Some(worker) = session.worker else { return Ok(Vec::new()) };
    let list = applications::of_worker(&app.store, &session.actor, worker.id, None, APPLICATIONS).await?;
    let ids: Vec<JobId> = list.items.iter().map(|row| row.job_id).collect();
    let rows: BTreeMap<JobId, JobRow> =
        jobs::by_ids(&app.store, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let employers: Vec<_> = rows.values().map(|row| row.employer_id).collect();
    let offerers = facts::offerers(&app.store, &employers).await?;
    let row = |mine: &applications::ApplicationRow| {
        let job = rows.get(&mine.job_id)?;
        Some(ApplicationRow {
            id: mine.id.to_string(),
            title: job.title.clone(),
            employer: present::offerer(t, offerers.get(&job.employer_id)).0,
            state: mine.state.to_string(),
            pay: job.pay().into(),
            when: present::when(job),
            offer_until: mine.offer_until.map(|at| at.0),
        })
    };
    Ok(list.items.iter().filter_map(row).collect())
}

/// The sessions of an account.
pub(crate) async fn devices(app: &App, session: &SignedIn) -> Result<Vec<SessionRow>, PageError> {
    let rows = accounts::sessions(&app.store, session.account).await?;
    let device = |row: accounts::SessionRow| SessionRow {
        device: device(&row.agent),
        since: row.created_at.0,
        last: row.seen_at.0,
        current: row.id == session.session_id,
        id: row.id,
    };
    Ok(rows.into_iter().map(device).collect())
}

/// What a browser calls itself, as far as somebody would recognise it.
pub(crate) fn device(agent: &str) -> String {
    const SYSTEMS: [(&str, &str); 7] = [
        ("HarmonyOS", "HarmonyOS"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    const BROWSERS: [(&str, &str); 6] = [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let find = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&SYSTEMS), find(&BROWSERS)) {
        (Some(system), Some(browser)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

/// `POST /me/sessions/{id}/end`
pub async fn end(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _: Fields) -> Reply {
    if id.len() != 64 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(PageError(kernel::Error::not_found("not_found")));
    }
    accounts::end_session(&app.store, visitor.account()?, &id).await?;
    Ok(onward("/me", "session_ended"))
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_browser_is_called_what_its_owner_calls_it() {
        let phone =
            "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/123.0 Mobile Safari/537.36";
        assert_eq!(device(phone), "Chrome · Android");
        assert_eq!(device("curl/8.5.0"), "curl/8.5.0");
        assert_eq!(device(""), "");
    }
}
