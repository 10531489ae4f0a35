//! The row of a consent.

use std::collections::BTreeSet;

use kernel::{AccountId, Micros, Operation, RegionCode, WorkerId};

use super::{Act, How};

kernel::id! {
    /// A consent.
    ConsentId;
}

store::text_fields!(ConsentId, How);

store::row! {
    /// Somebody's consent that a clerk acts for them.
    pub struct ConsentRow in "consent" {
        /// The key.
        id: ConsentId,
        /// Who consented, by the record that they went by.
        worker_id: WorkerId,
        /// To whom.
        account_id: AccountId,
        /// Where they lived.
        region: RegionCode,
        /// To what: words joined by commas.
        acts: String,
        /// How they said so.
        how: How,
        /// Since when.
        given_at: Micros,
        /// Until when.
        until: Micros,
        /// When it was taken back.
        withdrawn_at: Option<Micros>,
        /// By the `person` or the `clerk`.
        withdrawn_by: Option<String>,
        /// Counts changes.
        version: i64,
    }
}
store::versioned!(ConsentRow);

impl ConsentRow {
    /// What was agreed to.
    pub fn acts(&self) -> BTreeSet<Act> {
        self.acts.split(',').filter_map(|word| word.parse().ok()).collect()
    }

    /// Whether it holds at a moment.
    pub fn holds(&self, now: Micros) -> bool {
        self.withdrawn_at.is_none() && self.given_at <= now && now < self.until
    }

    /// Whether an operation is part of what was agreed to.
    pub fn covers(&self, operation: Operation) -> bool {
        self.acts().into_iter().any(|act| act.covers(operation))
    }

    /// Whether it lets an operation be done at a moment.
    pub fn allows(&self, operation: Operation, now: Micros) -> bool {
        self.holds(now) && self.covers(operation)
    }
}
