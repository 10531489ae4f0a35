//! Erasing a worker: the person goes from every table and from the journal; the facts of the work, the positions and
//! the digest stay as they were. It cannot be undone.

use kernel::{Actor, Level, Operation, Result, WorkerId, words};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{WorkerRow, permitted};
use crate::{
    accounts::{self, AccountRow, GrantRow},
    applications::{ApplicationRow, ApplicationState},
    codes, consents, counter,
    employers::{self, EmployerRow, HouseholdFiles},
    jobs::{self, JobRow, RevisionRow},
    ledgers,
    looks::{self, LookRow},
    resumes::{self, ResumeRow},
    twins,
};

words! {
    /// Why somebody is erased.
    pub enum EraseReason {
        /// They asked for it.
        Request = "request",
        /// They have died.
        Death = "death",
        /// They were registered twice, or by mistake.
        Mistake = "mistake",
    }
}

/// All that a worker's erasure touches.
#[derive(Clone, Debug)]
pub struct Traces {
    /// The worker.
    pub worker: WorkerRow,
    /// Their account.
    pub account: AccountRow,
    /// The roles it holds.
    pub grants: Vec<GrantRow>,
    /// Their applications that could still come to a hire.
    pub live: Vec<ApplicationRow>,
    /// The households that nobody else acts for.
    pub households: Vec<EmployerRow>,
    /// The jobs of those households.
    pub jobs: Vec<JobRow>,
    /// How those jobs read before.
    pub revisions: Vec<RevisionRow>,
    /// Their phones and cards.
    pub codes: codes::Held,
    /// The versions of their résumé that have words.
    pub resumes: Vec<ResumeRow>,
    /// What they let clerks do.
    pub consents: consents::Held,
    /// What was done for them at a counter.
    pub counter: counter::Held,
    /// The papers of those households, and what was decided and said of them.
    pub files: HouseholdFiles,
    /// Who was shown what was sealed of them.
    pub looks: Vec<LookRow>,
}

/// Erases a worker with every record of theirs and its account, and withdraws their live applications.
pub async fn erase(store: &Store, actor: &Actor, worker: WorkerId, reason: EraseReason) -> Result<()> {
    let (row, permit) = permitted(store, actor, Operation::WorkerErase, worker).await?;
    let records = super::records(store, row.id).await?;
    let mut held: Vec<(WorkerRow, Vec<String>)> = Vec::with_capacity(records.len());
    for record in records {
        let account = accounts::get(store, record.account_id).await?;
        let phone = accounts::open_phone(store, &account)?;
        let either = phone.map(|phone| store.vault().blinds("phone", phone.as_str()));
        held.push((record, either.into_iter().flatten().chain(account.phone_index).collect()));
    }
    // Before, so that an interruption leaves nothing behind; and after, for what came in between.
    forget(store, &held).await?;
    store
        .write("worker.erase", &permit, |tx| async move {
            let records = super::records_in(&tx, row.id).await?;
            if records.is_empty() {
                return Err(kernel::Error::not_found("not_found").into());
            }
            let mut change = Change::of(row.region);
            for record in &records {
                let traces = traces(&tx, record.clone()).await?;
                change = change.and(decide_erase(&store.scribe(), &traces, reason)?);
            }
            let change = change.and(twins::forgotten(&tx, &records).await?);
            Ok(Decision::changed((), change.and(ledgers::forgotten(&tx, &records).await?)))
        })
        .await?;
    forget(store, &held).await?;
    // They are erased whether or not a long reader keeps the log from being emptied at this moment.
    if let Err(e) = store.scrub().await {
        tracing::warn!(error = %e, "scrub");
    }
    Ok(())
}

async fn traces(tx: &Tx, worker: WorkerRow) -> Result<Traces, store::Error> {
    let (id, account) = (worker.id, worker.account_id);
    Ok(Traces {
        worker,
        account: accounts::of_id(tx, account).await?,
        grants: tx.all(include_str!("grants.sql"), args![account]).await?,
        live: tx.all(include_str!("live.sql"), args![id]).await?,
        households: tx.all(include_str!("households.sql"), args![account]).await?,
        jobs: tx.all(include_str!("household_jobs.sql"), args![account]).await?,
        revisions: tx.all(include_str!("household_revisions.sql"), args![account]).await?,
        codes: codes::held(tx, id).await?,
        resumes: resumes::held(tx, id).await?,
        consents: consents::held(tx, id).await?,
        counter: counter::held(tx, id).await?,
        files: employers::household_files(tx, account).await?,
        looks: looks::of_record(tx, id).await?,
    })
}

/// What is left of the worker, and the entry that tells the county why and nobody of whom.
pub fn decide_erase(scribe: &Scribe<'_>, traces: &Traces, reason: EraseReason) -> Result<Change> {
    let (now, worker, account) = (scribe.now, &traces.worker, &traces.account);
    let bare = WorkerRow {
        name: None,
        name_index: None,
        id_number: None,
        id_number_index: None,
        home: None,
        about: None,
        findable_since: None,
        updated_at: now,
        erased_at: Some(now),
        ..worker.clone()
    };
    let mut change = Change::of(worker.region)
        .update(worker, bare)
        .update(account, accounts::erased(account, now))
        .tell(worker.region.at(Level::County), json!({ "reason": reason }))
        .erase(worker.id)
        .erase(account.id);
    for grant in &traces.grants {
        change = change.update(grant, GrantRow { revoked_at: Some(now), ..grant.clone() });
    }
    for live in &traces.live {
        let withdrawn = ApplicationRow {
            state: ApplicationState::Withdrawn,
            ended_at: Some(now),
            updated_at: now,
            ..live.clone()
        };
        change = change
            .tell(withdrawn.employer_id, withdrawn.told(Some("application.withdraw")))
            .update(live, withdrawn);
    }
    for household in &traces.households {
        change = change.update(household, employers::nameless(scribe, household)?).erase(household.id);
    }
    for job in &traces.jobs {
        let (after, body) = jobs::forgotten(job, now)?;
        change = change.tell(after.region, body).update(job, after);
    }
    let change = resumes::erased(change, &traces.resumes, now);
    let change = employers::forget_files(change, &traces.files)?;
    let change = traces.looks.iter().fold(change, Change::remove);
    let change = codes::erased(traces.revisions.iter().fold(change, Change::remove), &traces.codes);
    Ok(counter::erased(consents::erased(change, &traces.consents), &traces.counter))
}

async fn forget(store: &Store, held: &[(WorkerRow, Vec<String>)]) -> Result<()> {
    store
        .upkeep(|tx| async move {
            for (row, phone_indexes) in held {
                accounts::forget(&tx, row.account_id, phone_indexes).await?;
                tx.execute(include_str!("forget_notices.sql"), args![row.id, row.account_id]).await?;
                twins::forget(&tx, row.id).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}
