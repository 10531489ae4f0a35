//! The rows around the verification of an employer.

use kernel::{
    AccountId, AppealId, CheckId, EmployerId, IdNumber, Micros, PaperId, RegionCode, Result, RulingId, words,
};
use store::{Cell, Vault};

use super::{EmployerState, RulingReason, Verdict};

words! {
    /// What a paper is.
    pub enum PaperKind {
        /// The business licence.
        Licence = "licence",
        /// The identity paper of the legal representative.
        LegalIdentity = "legal_identity",
        /// That somebody may act for the employer.
        Authorisation = "authorisation",
        /// The identity number of a household's person.
        PersonIdentity = "person_identity",
        /// What supports an objection.
        Objection = "objection",
    }
}

words! {
    /// What a file is, found by looking into it.
    pub enum Media {
        /// A photo.
        Jpeg = "image/jpeg",
        /// A picture.
        Png = "image/png",
        /// A document.
        Pdf = "application/pdf",
    }
}

words! {
    /// What came of looking into a register.
    pub enum CheckOutcome {
        /// The code is in it.
        Found = "found",
        /// The code is not in it.
        Absent = "absent",
        /// It did not answer.
        Unreachable = "unreachable",
    }
}

words! {
    /// How a company stands in a register.
    pub enum FirmState {
        /// It does business.
        Active = "active",
        /// It is no more.
        Cancelled = "cancelled",
        /// Something is wrong with it.
        Abnormal = "abnormal",
    }
}

words! {
    /// How an objection stands.
    pub enum AppealState {
        /// It waits.
        Open = "open",
        /// The decision stays.
        Upheld = "upheld",
        /// The decision is undone.
        Overturned = "overturned",
    }
}

store::text_fields!(PaperKind, Media, CheckOutcome, FirmState, AppealState);

store::row! {
    /// A paper: a file, an identity number, or both.
    pub struct PaperRow in "paper" {
        /// The key.
        id: PaperId,
        /// Whose.
        employer_id: EmployerId,
        /// What it is.
        kind: PaperKind,
        /// What the file is.
        media: Option<Media>,
        /// The file, sealed whole.
        body: Option<Vec<u8>>,
        /// Its bytes, unsealed.
        size: i64,
        /// Its digest, hexadecimal.
        sha256: Option<String>,
        /// Whose identity paper it is, sealed.
        holder: Option<Vec<u8>>,
        /// The identity number, sealed.
        number: Option<Vec<u8>>,
        /// Its blind index.
        number_index: Option<String>,
        /// By which account.
        handed_in_by: AccountId,
        /// When.
        handed_in_at: Micros,
        /// When its owner took it back.
        removed_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// That an official opened a paper.
    pub struct PaperReadRow in "paper_read" {
        /// The key.
        id: String,
        /// Which.
        paper_id: PaperId,
        /// Whose.
        employer_id: EmployerId,
        /// Who.
        reader: AccountId,
        /// When.
        at: Micros,
    }
}

store::row! {
    /// A decision on an employer.
    pub struct RulingRow in "employer_decision" {
        /// The key.
        id: RulingId,
        /// On whom.
        employer_id: EmployerId,
        /// What was decided.
        verdict: Verdict,
        /// Why, of the list.
        reason: Option<RulingReason>,
        /// What is missing, with blanks between.
        missing: String,
        /// Why, in words, sealed.
        words: Option<Vec<u8>>,
        /// How the employer stood before.
        state_before: EmployerState,
        /// How it stood afterwards.
        state_after: EmployerState,
        /// Who decided.
        decided_by: AccountId,
        /// The region of the office.
        office: RegionCode,
        /// When.
        at: Micros,
        /// The papers that had been opened, with blanks between.
        papers: String,
        /// Counts changes.
        version: i64,
        /// The version of the employer that was decided on; of one version there is one decision.
        seen: i64,
    }
}

store::row! {
    /// A look into a register.
    pub struct CheckRow in "register_check" {
        /// The key.
        id: CheckId,
        /// About whom.
        employer_id: EmployerId,
        /// The credit code that was asked for.
        asked: String,
        /// Which register.
        source: String,
        /// What came of it.
        outcome: CheckOutcome,
        /// The registered name.
        name: Option<String>,
        /// How it stands there.
        state: Option<FirmState>,
        /// The legal representative as the register shows them, sealed.
        legal: Option<Vec<u8>>,
        /// The registered address.
        address: Option<String>,
        /// What it may do.
        scope: Option<String>,
        /// Who asked.
        asked_by: AccountId,
        /// When.
        at: Micros,
        /// How long the answer took.
        took_ms: i64,
    }
}

store::row! {
    /// An objection to a decision.
    pub struct AppealRow in "appeal" {
        /// The key.
        id: AppealId,
        /// Whose.
        employer_id: EmployerId,
        /// To which decision.
        decision_id: RulingId,
        /// Who had decided.
        against: AccountId,
        /// Why, sealed.
        words: Option<Vec<u8>>,
        /// The papers that were there, with blanks between.
        papers: String,
        /// How it stands.
        state: AppealState,
        /// By which account.
        filed_by: AccountId,
        /// When.
        filed_at: Micros,
        /// Until when it is to be decided.
        due_at: Micros,
        /// Who decided on it.
        decided_by: Option<AccountId>,
        /// When.
        decided_at: Option<Micros>,
        /// Why so, sealed.
        answer: Option<Vec<u8>>,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(PaperRow, RulingRow, AppealRow);

fn open(
    vault: &Vault,
    (table, column): (&str, &str),
    id: impl ToString,
    sealed: Option<&Vec<u8>>,
) -> Result<Option<String>> {
    let id = id.to_string();
    Ok(sealed.map(|sealed| vault.open(Cell::new(table, column, &id), sealed)).transpose()?)
}

/// The words of a column, read back; what is no word of the list any more is left out.
fn listed<T: std::str::FromStr>(column: &str) -> Vec<T> {
    column.split(' ').filter_map(|word| word.parse().ok()).collect()
}

impl PaperRow {
    /// Whose identity paper it is, and the number.
    pub fn open_person(&self, vault: &Vault) -> Result<(Option<String>, Option<IdNumber>)> {
        let holder = open(vault, ("paper", "holder"), self.id, self.holder.as_ref())?;
        let number = open(vault, ("paper", "number"), self.id, self.number.as_ref())?;
        Ok((holder, number.map(|number| number.parse()).transpose()?))
    }

    /// The file.
    pub fn open_body(&self, vault: &Vault) -> Result<Option<Vec<u8>>> {
        let id = self.id.to_string();
        let cell = Cell::new("paper", "body", &id);
        Ok(self.body.as_ref().map(|sealed| vault.open_bytes(cell, sealed)).transpose()?)
    }
}

impl RulingRow {
    /// Why, in the official's words.
    pub fn open_words(&self, vault: &Vault) -> Result<Option<String>> {
        open(vault, ("employer_decision", "words"), self.id, self.words.as_ref())
    }

    /// What is to be handed in.
    pub fn missing(&self) -> Vec<PaperKind> {
        listed(&self.missing)
    }

    /// The papers that had been opened.
    pub fn papers(&self) -> Vec<PaperId> {
        listed(&self.papers)
    }

    /// Whether one may object to such a decision.
    pub const fn takes_something(&self) -> bool {
        matches!(self.verdict, Verdict::Refused | Verdict::Suspended)
    }
}

impl CheckRow {
    /// The legal representative as the register shows them.
    pub fn open_legal(&self, vault: &Vault) -> Result<Option<String>> {
        open(vault, ("register_check", "legal"), self.id, self.legal.as_ref())
    }
}

impl AppealRow {
    /// Why the owner objects, and what was answered.
    pub fn open_words(&self, vault: &Vault) -> Result<(Option<String>, Option<String>)> {
        let words = open(vault, ("appeal", "words"), self.id, self.words.as_ref())?;
        Ok((words, open(vault, ("appeal", "answer"), self.id, self.answer.as_ref())?))
    }
}
