//! Reading résumés: one's own with its versions, and the one that an employer was given.

use kernel::{
    Actor, ApplicationId, Error, Kind, Micros, Operation, Phone, Result, ResumeId, Scope, WorkerId,
};
use store::{Store, Tx, args};

use super::{Full, ResumeRow, Seen, Stage, Written, seen_by};
use crate::{
    applications::{self, ApplicationRow},
    jobs::{JobRow, hide},
    workers::{self, Hire, WorkerRow},
};

/// One's own résumé.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// The worker: of two records the one that is kept.
    pub worker: WorkerId,
    /// All of it.
    pub full: Full,
    /// The current version, from which the next is made.
    pub current: Option<ResumeId>,
}

store::view! {
    /// A version in the list of all.
    pub struct Line {
        /// Its id.
        id: ResumeId,
        /// When it was saved.
        saved_at: Micros,
        /// Whether its words are still kept.
        kept: i64,
        /// How many employers were given it.
        given: i64,
    }
}

/// A résumé that came with an application.
#[derive(Clone, Debug)]
pub struct Given {
    /// The application.
    pub application: ApplicationRow,
    /// The job.
    pub job: JobRow,
    /// How far things have come.
    pub stage: Stage,
    /// What is seen of it.
    pub seen: Seen,
}

/// The current version of a person, for applying.
pub(crate) async fn current_of(
    tx: &Tx,
    worker: WorkerId,
) -> std::result::Result<Option<ResumeId>, store::Error> {
    let row: Option<ResumeRow> = tx.maybe(include_str!("current.sql"), args![worker]).await?;
    Ok(row.map(|row| row.id))
}

/// One's own résumé, or that of somebody who lets one act for them.
pub async fn own(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Own> {
    let (row, _permit) = workers::permitted(store, actor, Operation::WorkerRead, worker).await?;
    let current: Option<ResumeRow> = store.maybe(include_str!("current.sql"), args![row.id]).await?;
    let full = full(store, &row, current.as_ref(), store.now()).await?;
    Ok(Own { worker: row.id, full, current: current.map(|row| row.id) })
}

/// An earlier version of one's own.
pub async fn version(store: &Store, actor: &Actor, worker: WorkerId, version: ResumeId) -> Result<Own> {
    let (row, _permit) = workers::permitted(store, actor, Operation::WorkerRead, worker).await?;
    let asked: ResumeRow = store.one(include_str!("version.sql"), args![row.id, version]).await?;
    if asked.body.is_none() {
        return Err(Error::gone("resume.dropped"));
    }
    let current: Option<ResumeRow> = store.maybe(include_str!("current.sql"), args![row.id]).await?;
    let full = full(store, &row, Some(&asked), store.now()).await?;
    Ok(Own { worker: row.id, full, current: current.map(|row| row.id) })
}

/// One's own versions, the last first.
pub async fn versions(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<Line>> {
    let (row, _permit) = workers::permitted(store, actor, Operation::WorkerRead, worker).await?;
    Ok(store.all(include_str!("versions.sql"), args![row.id]).await?)
}

/// The résumé that came with an application to one of the actor's employers, as far as they see it now.
pub async fn given(store: &Store, actor: &Actor, id: ApplicationId) -> Result<Given> {
    let (application, job) = applications::pair(store, id).await?;
    let scope = Scope::Employer { id: application.employer_id, region: job.region };
    let _permit = actor.may(Operation::ApplicationRead, &scope).map_err(hide)?;
    let over = || Error::gone("resume.over");
    let stage = Stage::of(application.state);
    if stage == Stage::Over {
        return Err(over());
    }
    // What was given is shown by the record that asked, as everywhere; of an erased person nothing.
    let rows = workers::records(store, application.worker_id).await?;
    let row = rows.iter().find(|row| row.id == application.worker_id).ok_or_else(over)?;
    let version = match application.resume_id {
        // A version of another record counts as long as both are one person.
        Some(version) => {
            store
                .maybe::<ResumeRow>(include_str!("version.sql"), args![application.worker_id, version])
                .await?
        }
        None => None,
    };
    let version = version.filter(|version| version.body.is_some());
    let full = full(store, row, version.as_ref(), application.applied_at).await?;
    let seen = seen_by(stage, full).ok_or_else(over)?;
    Ok(Given { application, job, stage, seen })
}

/// Everything of a person with a version, and what they were hired for until a moment: later hires are no part of what
/// was given.
async fn full(store: &Store, row: &WorkerRow, version: Option<&ResumeRow>, until: Micros) -> Result<Full> {
    let vault = store.vault();
    let written = match version {
        Some(version) => version.open(vault)?.ok_or(Error::gone("resume.dropped"))?,
        None => Written::from_record(&row.open_about(vault)?),
    };
    let mut hires: Vec<Hire> = store.all(include_str!("../workers/hires.sql"), args![row.id]).await?;
    hires.retain(|hire| hire.hired_at <= until);
    let number = workers::known_number(store, row.id).await?;
    Ok(Full {
        name: row.open_name(vault)?.unwrap_or_default(),
        sex: number.map(|number| number.sex()),
        phone: phone(store, row).await?,
        region: row.region,
        wants: row.wants(),
        occupations: row.occupation_codes(),
        availability: row.availability,
        pay: row.pay()?,
        version: version.map(|version| (version.id, version.saved_at)),
        written,
        hires,
    })
}

async fn phone(store: &Store, row: &WorkerRow) -> Result<Option<Phone>> {
    match crate::views::own_phone(store, row.account_id).await {
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        other => other,
    }
}
