//! One person of a region, masked, with what they applied for.

use kernel::{Actor, JobId, Micros, Operation, Pay, Result, Scope, WorkerId};
use store::{Store, args};

use crate::applications::ApplicationState;
use crate::workers::{self, PersonLine};

/// A worker, masked, as the official of their region sees them.
#[derive(Clone, Debug)]
pub struct Person {
    /// What a list says of them.
    pub line: PersonLine,
    /// The identity number with the date of birth hidden.
    pub id_number_masked: Option<String>,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// Their last fifty applications, newest first.
    pub applications: Vec<Taken>,
}

store::view! {
    /// An application of a worker, for an official.
    pub struct Taken {
        /// The job.
        job_id: JobId,
        /// What it is called.
        title: String,
        /// Where the application stands.
        state: ApplicationState,
        /// When it last changed.
        updated_at: Micros,
    }
}

/// A worker of the official's region.
pub async fn person(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Person> {
    let line = workers::get_masked(store, actor, worker).await?;
    let _permit = actor.may(Operation::ApplicationReadRegion, &Scope::Region(line.region))?;
    let row = workers::row(store, worker).await?;
    let number = workers::known_number(store, row.id).await?;
    Ok(Person {
        line,
        id_number_masked: number.map(|number| number.masked()),
        pay: row.pay()?,
        applications: store.all(include_str!("worker_applications.sql"), args![worker]).await?,
    })
}
