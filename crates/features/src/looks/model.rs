//! The row of a look, and the duties for which one may look.

use kernel::{AccountId, LookId, Micros, RegionCode, Result, Role, WorkerId, words};
use store::Vault;

words! {
    /// What somebody who holds an office needs a person's record for.
    pub enum Duty {
        /// The person is here, or has asked for it.
        Service = "service",
        /// To reach them about something that concerns them.
        Contact = "contact",
        /// To check that what is recorded is true.
        Verify = "verify",
        /// A complaint or an accident.
        Complaint = "complaint",
        /// An inspection of the office's own work.
        Inspection = "inspection",
        /// A court, the police or another office asks, as a law provides.
        Law = "law",
        /// Something else, which the words say.
        Other = "other",
    }
}

store::text_fields!(Duty);

store::row! {
    /// Somebody was shown what is sealed of a person. It is never changed.
    pub struct LookRow in "look" {
        /// The key.
        id: LookId,
        /// The person: the record that was kept then.
        worker_id: WorkerId,
        /// Who looked.
        account_id: AccountId,
        /// In which role.
        role: String,
        /// In which office's region.
        office: RegionCode,
        /// Where the person lived.
        region: RegionCode,
        /// What for.
        duty: Duty,
        /// Sealed: what for, in words.
        words: Vec<u8>,
        /// When.
        at: Micros,
        /// Until when it is shown.
        until_at: Micros,
    }
}

impl LookRow {
    /// The words in clear.
    pub fn open_words(&self, vault: &Vault) -> Result<String> {
        words(vault, self.id, &self.words)
    }
}

pub(super) fn words(vault: &Vault, id: LookId, sealed: &[u8]) -> Result<String> {
    Ok(vault.open(store::Cell::new("look", "words", &id.to_string()), sealed)?)
}

/// Who looks: the account, the role that lets it and the widest region of that role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looker {
    /// The account.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// The region of the office.
    pub office: RegionCode,
}
