//! What a clerk does at a counter, as it is entered: online at once, or later from what was kept.

use kernel::{ApplicationId, JobId, Micros, WorkerId};

pub use super::queue::Taking;
use super::{TicketId, TicketState};
use crate::applications::Refusal;
use crate::consents::{ConsentId, Given};
use crate::workers::{Newcomer, Patch};

/// A deed.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Somebody new is registered.
    Register(Box<Newcomer>),
    /// Somebody consents.
    Consent(Given),
    /// A consent is taken back.
    EndConsent(ConsentId),
    /// What somebody said of themselves is changed.
    Details(WorkerId, Box<Patch>),
    /// They apply.
    Apply(WorkerId, JobId),
    /// They take an application back.
    Withdraw(ApplicationId),
    /// They take a job.
    Accept(ApplicationId),
    /// They refuse one.
    Decline(ApplicationId, Refusal),
    /// A number is given.
    Take(Taking),
    /// A number is called; none for the next.
    Call(Option<TicketId>),
    /// A number is done with.
    End(TicketId, TicketState),
}

/// A deed with what the counter calls it.
#[derive(Clone, Debug)]
pub struct Item {
    /// 8 to 64 letters, digits and dashes: sent again it is the same deed.
    pub key: String,
    /// When it was entered, by the counter's clock; none for now.
    pub entered_at: Option<Micros>,
    /// What.
    pub deed: Deed,
}

impl Deed {
    /// Its word, which is the name of its entry in the journal.
    pub const fn name(&self) -> &'static str {
        match self {
            Deed::Register(_) => "worker.register_for",
            Deed::Consent(_) => "consent.record",
            Deed::EndConsent(_) => "consent.withdraw",
            Deed::Details(..) => "worker.update",
            Deed::Apply(..) => "application.apply",
            Deed::Withdraw(_) => "application.withdraw",
            Deed::Accept(_) => "application.accept",
            Deed::Decline(..) => "application.decline",
            Deed::Take(_) => "ticket.take",
            Deed::Call(_) => "ticket.call",
            Deed::End(..) => "ticket.end",
        }
    }

    /// Whom it names, if it names anybody.
    pub fn worker(&self) -> Option<WorkerId> {
        match self {
            Deed::Register(newcomer) => Some(newcomer.id),
            Deed::Consent(given) => Some(given.worker),
            Deed::Details(worker, _) | Deed::Apply(worker, _) => Some(*worker),
            Deed::Take(taking) => taking.worker,
            _ => None,
        }
    }
}
