//! The row of a proposal and what it is made of.

use kernel::{AccountId, Micros, ProposalId, RegionCode, Result, words};
use serde_json::Value as Json;
use store::{Cell, Vault};

words! {
    /// How far a proposal has come.
    pub enum ProposalState {
        /// It waits for a second person.
        Open = "open",
        /// It was approved, and carried out in the same moment.
        Approved = "approved",
        /// It was refused.
        Refused = "refused",
        /// Whoever proposed it took it back.
        Withdrawn = "withdrawn",
        /// Nobody decided in time.
        Lapsed = "lapsed",
    }
}

store::text_fields!(ProposalState);

store::row! {
    /// What one person proposes and another approves.
    pub struct ProposalRow in "proposal" {
        /// The key.
        id: ProposalId,
        /// What kind; it says who carries it out.
        kind: String,
        /// Where.
        region: RegionCode,
        /// Whom or what it is about: an id.
        subject: String,
        /// What is to be done, as JSON of ids and words.
        body: String,
        /// How far it has come.
        state: ProposalState,
        /// By whom.
        proposed_by: AccountId,
        /// When.
        proposed_at: Micros,
        /// Why, sealed.
        reason: Vec<u8>,
        /// Until when it waits.
        expires_at: Micros,
        /// Who decided.
        decided_by: Option<AccountId>,
        /// When.
        decided_at: Option<Micros>,
        /// Why, sealed.
        decision_reason: Option<Vec<u8>>,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(ProposalRow);

impl ProposalRow {
    /// Why it was proposed, and why it was decided as it was, for those who may see it.
    pub fn open_reasons(&self, vault: &Vault) -> Result<(String, Option<String>)> {
        let id = self.id.to_string();
        let open = |column, sealed: &[u8]| vault.open(Cell::new("proposal", column, &id), sealed);
        let decision = self.decision_reason.as_deref().map(|sealed| open("decision_reason", sealed));
        Ok((open("reason", &self.reason)?, decision.transpose()?))
    }
}

/// What is to be proposed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kind.
    pub kind: &'static str,
    /// Where.
    pub region: RegionCode,
    /// Whom or what it is about: an id. One open proposal of a kind and subject.
    pub subject: String,
    /// What is to be done: ids and words, never personal data.
    pub body: Json,
    /// Why.
    pub reason: String,
}
