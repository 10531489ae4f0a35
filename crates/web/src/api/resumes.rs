//! Résumés: one's own with its versions, and the one that came with an application, as far as its employer sees it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use features::resumes::{self, Called, Certificate, Own, School, Seen, Stage, Work, Written};
use features::workers::{self, Hire};
use kernel::{ApplicationId, ResumeId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{Body, Caller, Key, field};
use super::refused::Answer;
use super::schema::{IdPath, PayOut, belongings, registration_kind};
use super::worker::WorkerOut;
use crate::app::App;

/// Work of before.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkPart {
    /// As what.
    #[schema(min_length = 1, max_length = 40)]
    title: String,
    /// For whom and where.
    #[serde(default)]
    #[schema(max_length = 60)]
    place: String,
    /// Since this month.
    #[serde(default)]
    #[schema(required, pattern = "^[0-9]{4}-[0-9]{2}$")]
    from: Option<String>,
    /// Until this month; null for what goes on.
    #[serde(default)]
    #[schema(required, pattern = "^[0-9]{4}-[0-9]{2}$")]
    to: Option<String>,
    /// What was done.
    #[serde(default)]
    #[schema(max_length = 500)]
    text: String,
}

/// A school.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchoolPart {
    /// Which.
    #[schema(min_length = 1, max_length = 60)]
    school: String,
    /// What was learnt.
    #[serde(default)]
    #[schema(max_length = 60)]
    what: String,
    /// Since this month.
    #[serde(default)]
    #[schema(required, pattern = "^[0-9]{4}-[0-9]{2}$")]
    from: Option<String>,
    /// Until this month.
    #[serde(default)]
    #[schema(required, pattern = "^[0-9]{4}-[0-9]{2}$")]
    to: Option<String>,
}

/// A certificate.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificatePart {
    /// What it is called.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Given in this month.
    #[serde(default)]
    #[schema(required, pattern = "^[0-9]{4}-[0-9]{2}$")]
    since: Option<String>,
}

/// What somebody writes into their résumé.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenPart {
    /// Themselves in one line.
    #[schema(max_length = 40)]
    headline: String,
    /// What they can do.
    #[schema(max_length = 1000)]
    can: String,
    /// Papers, tools and vehicles, of the words of a job's requirements.
    #[schema(schema_with = belongings)]
    has: Vec<String>,
    /// The last first.
    #[schema(max_items = 20)]
    work: Vec<WorkPart>,
    /// The last first.
    #[schema(max_items = 10)]
    schools: Vec<SchoolPart>,
    #[schema(max_items = 20)]
    certificates: Vec<CertificatePart>,
    /// A few words each.
    #[schema(max_items = 10)]
    languages: Vec<String>,
    /// Anything else.
    #[schema(max_length = 600)]
    words: String,
}

/// A new version of one's résumé.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeIn {
    /// The version it was made from; null before the first. Refused if another is current by now.
    #[serde(default)]
    #[schema(required, format = "uuid")]
    base: Option<String>,
    #[serde(default)]
    written: WrittenPart,
}

fn month(name: &'static str, text: Option<String>) -> kernel::Result<Option<resumes::Month>> {
    text.map(|text| field(name, text.parse())).transpose()
}

impl WrittenPart {
    fn checked(self) -> kernel::Result<Written> {
        let work = |row: WorkPart| {
            Ok(Work {
                from: month("work", row.from)?,
                to: month("work", row.to)?,
                place: row.place,
                title: row.title,
                text: row.text,
            })
        };
        let school = |row: SchoolPart| {
            Ok(School {
                from: month("schools", row.from)?,
                to: month("schools", row.to)?,
                school: row.school,
                what: row.what,
            })
        };
        let certificate = |row: CertificatePart| {
            Ok(Certificate { name: row.name, since: month("certificates", row.since)? })
        };
        Ok(Written {
            headline: self.headline,
            can: self.can,
            has: self.has.iter().map(|word| field("has", word.parse())).collect::<kernel::Result<_>>()?,
            work: self.work.into_iter().map(work).collect::<kernel::Result<_>>()?,
            schools: self.schools.into_iter().map(school).collect::<kernel::Result<_>>()?,
            certificates: self.certificates.into_iter().map(certificate).collect::<kernel::Result<_>>()?,
            languages: self.languages,
            words: self.words,
        })
    }
}

impl From<Written> for WrittenPart {
    fn from(written: Written) -> Self {
        let text = |month: Option<resumes::Month>| month.map(|month| month.to_string());
        let work = |row: Work| WorkPart {
            title: row.title,
            place: row.place,
            from: text(row.from),
            to: text(row.to),
            text: row.text,
        };
        let school = |row: School| SchoolPart {
            school: row.school,
            what: row.what,
            from: text(row.from),
            to: text(row.to),
        };
        let certificate = |row: Certificate| CertificatePart { name: row.name, since: text(row.since) };
        Self {
            headline: written.headline,
            can: written.can,
            has: written.has.iter().map(ToString::to_string).collect(),
            work: written.work.into_iter().map(work).collect(),
            schools: written.schools.into_iter().map(school).collect(),
            certificates: written.certificates.into_iter().map(certificate).collect(),
            languages: written.languages,
            words: written.words,
        }
    }
}

/// Work that one was hired for.
#[derive(Serialize, ToSchema)]
pub struct HireOut {
    #[schema(format = "uuid")]
    application_id: String,
    #[schema(format = "uuid")]
    job_id: String,
    title: String,
    occupation: String,
    /// Null for a household.
    #[schema(required)]
    employer_name: Option<String>,
    hired_at: i64,
    #[schema(required)]
    starts_at: Option<i64>,
    #[schema(required)]
    ends_at: Option<i64>,
}

impl From<Hire> for HireOut {
    fn from(hire: Hire) -> Self {
        Self {
            application_id: hire.application.to_string(),
            job_id: hire.job.to_string(),
            title: hire.title,
            occupation: hire.occupation,
            employer_name: hire.employer_name,
            hired_at: hire.hired_at.0,
            starts_at: hire.starts_at.map(|at| at.0),
            ends_at: hire.ends_at.map(|at| at.0),
        }
    }
}

/// A version of one's résumé.
#[derive(Serialize, ToSchema)]
pub struct VersionOut {
    #[schema(format = "uuid")]
    id: String,
    saved_at: i64,
    /// Whether its words are still kept.
    kept: bool,
    /// How many employers were given it.
    given: i64,
}

/// One's résumé.
#[derive(Serialize, ToSchema)]
pub struct ResumeOut {
    worker: WorkerOut,
    /// The version shown; null while nothing is written and the words are the registration's.
    #[schema(required, format = "uuid")]
    version: Option<String>,
    #[schema(required)]
    saved_at: Option<i64>,
    /// The current version, from which the next is made.
    #[schema(required, format = "uuid")]
    current: Option<String>,
    written: WrittenPart,
    /// The last first.
    hires: Vec<HireOut>,
}

async fn shown(app: &App, caller: &Caller, own: Own) -> Answer<Json<ResumeOut>> {
    let profile = workers::profile(&app.store, &caller.actor(), own.worker).await?;
    Ok(Json(ResumeOut {
        worker: profile.into(),
        version: own.full.version.map(|(id, _)| id.to_string()),
        saved_at: own.full.version.map(|(_, at)| at.0),
        current: own.current.map(|id| id.to_string()),
        written: own.full.written.into(),
        hires: own.full.hires.into_iter().map(Into::into).collect(),
    }))
}

/// One's résumé.
#[utoipa::path(get, path = "/api/v1/worker/resume", tag = "worker",
    responses((status = 200, description = "OK", body = ResumeOut)), security(("bearer" = [])))]
pub async fn own(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<ResumeOut>> {
    let own = resumes::own(&app.store, &caller.actor(), caller.worker()?.id).await?;
    shown(&app, &caller, own).await
}

/// Saves a new version of it.
#[utoipa::path(put, path = "/api/v1/worker/resume", tag = "worker", request_body = ResumeIn,
    responses((status = 200, description = "OK", body = ResumeOut)), security(("bearer" = [])))]
pub async fn put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(input): Body<ResumeIn>,
) -> Answer<Json<ResumeOut>> {
    let (actor, worker) = (caller.actor(), caller.worker()?.id);
    let base: Option<ResumeId> = input.base.map(|text| field("base", text.parse())).transpose()?;
    resumes::save(&app.store, &actor, worker, base, input.written.checked()?).await?;
    let own = resumes::own(&app.store, &actor, worker).await?;
    shown(&app, &caller, own).await
}

/// The versions of one's résumé, the last first.
#[utoipa::path(get, path = "/api/v1/worker/resume/versions", tag = "worker",
    responses((status = 200, description = "OK", body = Vec<VersionOut>)), security(("bearer" = [])))]
pub async fn versions(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<Vec<VersionOut>>> {
    let lines = resumes::versions(&app.store, &caller.actor(), caller.worker()?.id).await?;
    let line = |line: resumes::Line| VersionOut {
        id: line.id.to_string(),
        saved_at: line.saved_at.0,
        kept: line.kept == 1,
        given: line.given,
    };
    Ok(Json(lines.into_iter().map(line).collect()))
}

/// One version of one's résumé.
#[utoipa::path(get, path = "/api/v1/worker/resume/versions/{id}", tag = "worker", params(IdPath),
    responses((status = 200, description = "OK", body = ResumeOut)), security(("bearer" = [])))]
pub async fn version(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<ResumeId>,
) -> Answer<Json<ResumeOut>> {
    let own = resumes::version(&app.store, &caller.actor(), caller.worker()?.id, id).await?;
    shown(&app, &caller, own).await
}

/// A résumé as the employer sees it.
#[derive(Serialize, ToSchema)]
pub struct GivenOut {
    /// How far things have come: `before` a hire, or `hired`.
    stage: &'static str,
    /// The name, once hired.
    #[schema(required)]
    name: Option<String>,
    /// The surname, where there is one to be told.
    #[schema(required)]
    surname: Option<String>,
    /// `female` or `male`, where it is known.
    #[schema(required)]
    sex: Option<&'static str>,
    /// The phone, once hired.
    #[schema(required)]
    phone: Option<String>,
    /// The township, at most.
    region: String,
    #[schema(schema_with = registration_kind)]
    wants: &'static str,
    occupations: Vec<String>,
    availability: u32,
    #[schema(required)]
    pay: Option<PayOut>,
    #[schema(required)]
    saved_at: Option<i64>,
    /// Before a hire names, phones and numbers in it are covered.
    written: WrittenPart,
    /// Until they applied, the last first.
    hires: Vec<HireOut>,
}

fn given_out(stage: Stage, seen: Seen) -> GivenOut {
    let (name, surname, sex) = match seen.called {
        Called::Whole(name) => (Some(name), None, None),
        Called::Surname(surname, sex) => (None, surname, sex),
    };
    GivenOut {
        stage: stage.as_str(),
        name,
        surname,
        sex: sex.map(|sex| sex.as_str()),
        phone: seen.phone.map(|phone| phone.as_str().to_owned()),
        region: seen.region.to_string(),
        wants: seen.wants.as_str(),
        occupations: seen.occupations,
        availability: seen.availability.bits(),
        pay: seen.pay.map(Into::into),
        saved_at: seen.version.map(|(_, at)| at.0),
        written: seen.written.into(),
        hires: seen.hires.into_iter().map(Into::into).collect(),
    }
}

/// The résumé that came with an application, for its employer; gone once it is over.
#[utoipa::path(get, path = "/api/v1/applications/{id}/resume", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = GivenOut)), security(("bearer" = [])))]
pub async fn given(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<ApplicationId>,
) -> Answer<Json<GivenOut>> {
    caller.signed_in()?;
    let given = resumes::given(&app.store, &caller.actor(), id).await?;
    Ok(Json(given_out(given.stage, given.seen)))
}
