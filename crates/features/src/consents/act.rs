//! What one consents to, and how.

use std::collections::BTreeSet;

use kernel::{Operation, words};

words! {
    /// What a clerk may do for somebody.
    pub enum Act {
        /// See and change what they said of themselves.
        Details = "details",
        /// Apply for work, and take that back.
        Apply = "apply",
        /// Answer an offer.
        Answer = "answer",
    }
}

words! {
    /// How somebody consented.
    pub enum How {
        /// Said at the counter.
        Spoken = "spoken",
        /// Signed on paper.
        Signed = "signed",
        /// By showing their code.
        Code = "code",
    }
}

impl Act {
    /// Whether an operation is part of it. Whatever is agreed to, the clerk sees the applications it is about.
    pub fn covers(self, operation: Operation) -> bool {
        use Operation as O;
        match operation {
            // Less than any of them: taking back is always allowed.
            O::ConsentWithdraw => true,
            O::WorkerRead | O::WorkerUpdate => self == Act::Details,
            O::ApplicationRead => matches!(self, Act::Apply | Act::Answer),
            O::ApplicationApply | O::ApplicationWithdraw => self == Act::Apply,
            O::ApplicationAccept | O::ApplicationDecline => self == Act::Answer,
            _ => false,
        }
    }

    /// As a column holds them.
    pub(super) fn join(acts: &BTreeSet<Act>) -> String {
        acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Role, Rule, rule};

    use super::*;

    #[test]
    fn whatever_staff_may_by_consent_is_part_of_an_act() {
        for operation in Operation::ALL {
            let asked = rule(*operation, Role::Staff) == Rule::Consent;
            let covered = Act::ALL.iter().any(|act| act.covers(*operation));
            assert_eq!(asked, covered, "{operation}");
        }
    }
}
