//! The rows of what was found.

use kernel::{AccountId, Micros, WorkerId};

store::row! {
    /// Two records that were found to be one person.
    pub struct MergeRow in "merge" {
        /// The key.
        id: String,
        /// The record that is kept.
        kept_id: WorkerId,
        /// The record that goes by it.
        merged_id: WorkerId,
        /// Who found so.
        merged_by: AccountId,
        /// When.
        merged_at: Micros,
        /// Why; sealed, and gone with the person.
        reason: Option<Vec<u8>>,
        /// Who undid it.
        undone_by: Option<AccountId>,
        /// When.
        undone_at: Option<Micros>,
        /// Why; sealed.
        undone_reason: Option<Vec<u8>>,
        /// Counts changes.
        version: i64,
    }
}
store::versioned!(MergeRow);

store::row! {
    /// Two records that were found to be two people; the smaller id first.
    pub struct ApartRow in "apart" {
        /// The key.
        id: String,
        /// The one.
        a_id: WorkerId,
        /// The other.
        b_id: WorkerId,
        /// Who found so.
        found_by: AccountId,
        /// When.
        found_at: Micros,
        /// Why; sealed.
        reason: Option<Vec<u8>>,
        /// Counts changes.
        version: i64,
    }
}
store::versioned!(ApartRow);
