//! The rows: numbers of those who wait, and answers.

use kernel::{AccountId, Micros, RegionCode, WorkerId};

use super::{Outcome, Purpose, TicketState};

kernel::id! {
    /// A number that somebody waits with.
    TicketId;
}

store::text_fields!(TicketId, Purpose, TicketState, Outcome);

store::row! {
    /// A number of a day.
    pub struct TicketRow in "ticket" {
        /// The key.
        id: TicketId,
        /// The counter's region.
        region: RegionCode,
        /// The midnight that began the day.
        day: Micros,
        /// The letters before the number; a counter without a network has its own.
        series: String,
        /// The number.
        number: i64,
        /// What they come for.
        purpose: Purpose,
        /// 1 for whoever goes before the others.
        first: i64,
        /// Who it is, if that is known.
        worker_id: Option<WorkerId>,
        /// Where it stands.
        state: TicketState,
        /// By whom it was given.
        taken_by: AccountId,
        /// When.
        taken_at: Micros,
        /// Who called it.
        called_by: Option<AccountId>,
        /// When.
        called_at: Option<Micros>,
        /// When that was over.
        ended_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// What came of a deed.
    pub struct AnswerRow in "counter_answer" {
        /// The key.
        id: String,
        /// Whose deed.
        account_id: AccountId,
        /// What the counter calls it.
        key: String,
        /// What it was.
        kind: String,
        /// Whom it was about; none once they are erased.
        worker_id: Option<WorkerId>,
        /// When it was entered, by the counter's clock.
        entered_at: Micros,
        /// When it was answered.
        answered_at: Micros,
        /// Whether it was done.
        outcome: Outcome,
        /// Ids and facts as JSON; empty once its person is erased.
        body: String,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(TicketRow, AnswerRow);
