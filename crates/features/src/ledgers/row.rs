//! The rows of the area.

use kernel::{AccountId, Micros, RegionCode, WorkerId};
use ledger::Group;
use store::{Error, Tx, args};

use super::{ContactHow, FactSource, State, Verified};
use crate::workers::WorkerRow;

store::row! {
    /// What somebody wrote down about a person.
    pub struct FactRow in "fact" {
        /// The key.
        id: String,
        /// The record it was written to.
        worker_id: WorkerId,
        /// What about: a word of [`ledger::Kind`].
        kind: String,
        /// What it says.
        value: String,
        /// The first day of it.
        from_day: i64,
        /// The first day on which it is no longer so.
        to_day: Option<i64>,
        /// Where it comes from.
        source: FactSource,
        /// Sealed: in words.
        note: Option<Vec<u8>>,
        /// The fact that it corrects.
        corrects: Option<String>,
        /// 1 if all it says is that the other was never so.
        void: i64,
        /// Who wrote it down; none for the program itself.
        recorded_by: Option<AccountId>,
        /// When.
        recorded_at: Micros,
        /// Counts changes; a fact has none.
        version: i64,
    }
}

store::row! {
    /// A time that somebody is in a ledger, or may be.
    pub struct LedgerRow in "ledger" {
        /// The key.
        id: String,
        /// The record.
        worker_id: WorkerId,
        /// Which ledger: a word of [`ledger::Group`].
        grp: String,
        /// Where they live.
        region: RegionCode,
        /// The township that is responsible, or what is known of it.
        station: RegionCode,
        /// How it stands.
        state: State,
        /// In since this day.
        entered_day: i64,
        /// When that was found.
        entered_at: Micros,
        /// Out since this day.
        exited_day: Option<i64>,
        /// Because of what: how and about what, as `over:registered_unemployed`.
        exit_reason: Option<String>,
        /// What a register said.
        verified: Verified,
        /// Which register.
        verified_source: Option<String>,
        /// Who asked it.
        verified_by: Option<AccountId>,
        /// When.
        verified_at: Option<Micros>,
        /// When somebody last spoke with them; 0 for never.
        contact_at: Micros,
        /// When this was last changed.
        updated_at: Micros,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// When time alone changes where a person stands.
    pub struct TurnRow in "ledger_turn" {
        /// The record.
        id: WorkerId,
        /// The day, if there is one.
        due_day: Option<i64>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// How many are in a ledger, in a township.
    pub struct CountRow in "ledger_count" {
        /// The key: region and ledger.
        id: String,
        /// Which ledger.
        grp: String,
        /// The township, or what is known of it.
        region: RegionCode,
        /// How many are in.
        n_in: i64,
        /// Of how many it cannot be told.
        n_unclear: i64,
        /// Of those who are in, how many a register confirmed.
        n_confirmed: i64,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// That somebody spoke with a person.
    pub struct ContactRow in "contact" {
        /// The key.
        id: String,
        /// The record.
        worker_id: WorkerId,
        /// How.
        how: ContactHow,
        /// When.
        at: Micros,
        /// Sealed: what came of it.
        note: Option<Vec<u8>>,
        /// Who.
        recorded_by: AccountId,
        /// When it was written down.
        recorded_at: Micros,
        /// Counts changes; a contact has none.
        version: i64,
    }
}

store::row! {
    /// That somebody took a ledger out.
    pub struct ExportRow in "ledger_export" {
        /// The key.
        id: String,
        /// Who.
        account_id: AccountId,
        /// Which ledger.
        grp: String,
        /// Of where.
        region: RegionCode,
        /// Sealed: why.
        reason: Vec<u8>,
        /// When.
        at: Micros,
        /// Counts changes; it has none.
        version: i64,
    }
}

store::versioned!(FactRow, LedgerRow, TurnRow, CountRow, ContactRow, ExportRow);

impl LedgerRow {
    /// Which ledger; a word that is none is a fault of the database.
    pub fn group(&self) -> Result<Group, Error> {
        self.grp.parse().map_err(|_| Error::Column("grp".into()))
    }
}

/// Every row of some records, earliest first.
pub(crate) async fn rows_of(tx: &Tx, records: &[WorkerRow]) -> Result<Vec<LedgerRow>, Error> {
    let mut all = Vec::new();
    for record in records {
        all.extend(tx.all::<LedgerRow>(include_str!("of_worker.sql"), args![record.id]).await?);
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

/// Every fact of some records, earliest first.
pub(super) async fn facts_of(tx: &Tx, records: &[WorkerRow]) -> Result<Vec<FactRow>, Error> {
    let mut all = Vec::new();
    for record in records {
        all.extend(tx.all::<FactRow>(include_str!("facts.sql"), args![record.id]).await?);
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

/// When time changes some records.
pub(super) async fn turns_of(tx: &Tx, records: &[WorkerRow]) -> Result<Vec<TurnRow>, Error> {
    let mut all = Vec::new();
    for record in records {
        all.extend(tx.maybe::<TurnRow>(include_str!("turn.sql"), args![record.id]).await?);
    }
    Ok(all)
}
