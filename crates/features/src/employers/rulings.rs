//! An official's decision on an employer: verified, asked for more, refused, suspended, lifted. Each is a row with its reason,
//! and says which papers its official had opened.
//!
//! It refuses a decision on what has changed since it was seen, one without a reason where it takes something away, and one by
//! somebody who acts for the employer themselves.

use kernel::{
    AccountId, Actor, EmployerId, Error, Operation, PaperId, RegionCode, Result, Role, RulingId, Scope,
    bounded, words,
};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{EmployerKind, EmployerRow, EmployerState, PaperKind, RulingRow, row};
use crate::jobs::hide;

words! {
    /// What an official decides.
    pub enum Verdict {
        /// It is real.
        Verified = "verified",
        /// It may not post until further notice.
        Suspended = "suspended",
        /// It is looked at again once it has handed in what is missing.
        Unverified = "unverified",
        /// It is not what it says it is.
        Refused = "refused",
        /// A suspension ends, and what was before holds again.
        Lifted = "lifted",
    }
}

words! {
    /// Why something is refused or suspended.
    pub enum RulingReason {
        /// The name is not the one on the papers.
        NameDiffers = "name_differs",
        /// The credit code is not the one on the papers, or nobody's.
        CodeDiffers = "code_differs",
        /// The papers cannot be read.
        Unreadable = "unreadable",
        /// The papers no longer hold.
        Expired = "expired",
        /// Whoever registered it may not act for it.
        NoAuthority = "no_authority",
        /// It posts work that does not exist.
        FalsePosting = "false_posting",
        /// It owes wages.
        WageArrears = "wage_arrears",
        /// It takes money from those who look for work.
        IllegalFee = "illegal_fee",
        /// People are hurt there, or will be.
        Safety = "safety",
        /// Something else, in words.
        Other = "other",
    }
}

impl RulingReason {
    /// Whether it is a reason for this verdict.
    pub const fn fits(self, verdict: Verdict) -> bool {
        use RulingReason as R;
        match self {
            R::Other => true,
            R::NameDiffers | R::CodeDiffers | R::Unreadable | R::Expired | R::NoAuthority => {
                matches!(verdict, Verdict::Refused)
            }
            R::FalsePosting | R::WageArrears | R::IllegalFee | R::Safety => {
                matches!(verdict, Verdict::Suspended)
            }
        }
    }
}

store::text_fields!(Verdict, RulingReason);

/// A decision as an official says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What is decided.
    pub verdict: Verdict,
    /// Why, of the list.
    pub reason: Option<RulingReason>,
    /// Why, in words.
    pub words: String,
    /// What is to be handed in.
    pub missing: Vec<PaperKind>,
}

impl Ruling {
    /// Refuses a reason that is none of the verdict's, and a verdict without the reason it needs.
    pub fn checked(mut self) -> Result<Self> {
        let needs = matches!(self.verdict, Verdict::Refused | Verdict::Suspended);
        self.reason = self.reason.filter(|_| needs);
        if self.reason.is_some_and(|reason| !reason.fits(self.verdict)) || (needs && self.reason.is_none()) {
            return Err(Error::invalid("ruling.reason").field("why"));
        }
        if self.verdict != Verdict::Unverified {
            self.missing.clear();
        }
        self.missing.sort_unstable();
        self.missing.dedup();
        let told = match self.verdict {
            Verdict::Unverified => !self.missing.is_empty(),
            Verdict::Refused | Verdict::Suspended => self.reason != Some(RulingReason::Other),
            Verdict::Verified | Verdict::Lifted => true,
        };
        self.words = bounded("reason", &self.words, if told { 0 } else { 2 }, 200)?;
        Ok(self)
    }
}

/// Who decides, and from which office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruler {
    /// The account.
    pub account: AccountId,
    /// The region of the office.
    pub office: RegionCode,
}

impl Ruler {
    /// The widest office of an official over a region; nobody decides on an employer they act for.
    pub fn of(actor: &Actor, employer: EmployerId, region: RegionCode) -> Result<Self> {
        if actor.grants().iter().any(|grant| grant.employer() == Some(employer)) {
            return Err(Error::conflict("employer.own"));
        }
        let offices = actor.grants().iter().filter(|grant| grant.role() == Role::Official);
        let over = offices.map(kernel::Grant::region).filter(|office| office.contains(&region));
        let office = over.min_by_key(RegionCode::level).ok_or(Error::not_found("not_found"))?;
        let account = actor.account().ok_or(Error::not_found("not_found"))?;
        Ok(Self { account, office })
    }
}

/// The simple form: a verdict with a reason in words.
pub async fn verify(
    store: &Store,
    actor: &Actor,
    id: EmployerId,
    verdict: Verdict,
    words: &str,
    version: Option<i64>,
) -> Result<()> {
    let ruling =
        Ruling { verdict, reason: Some(RulingReason::Other), words: words.to_owned(), missing: Vec::new() };
    decide(store, actor, id, ruling, version).await
}

/// Decides on an employer of the actor's region. The same verdict again changes nothing. `version` is the one the
/// official saw: what has changed since is looked at again.
pub async fn decide(
    store: &Store,
    actor: &Actor,
    id: EmployerId,
    ruling: Ruling,
    version: Option<i64>,
) -> Result<()> {
    let seen = row(store, id).await?;
    let scope = Scope::Employer { id, region: seen.region };
    let permit = actor.may(Operation::EmployerVerify, &scope).map_err(hide)?;
    let ruling = &ruling.checked()?;
    let ruler = Ruler::of(actor, id, seen.region)?;
    store
        .write("employer.verify", &permit, |tx| async move {
            let before: EmployerRow = tx.one(include_str!("get.sql"), args![id]).await?;
            let last: Option<RulingRow> = tx.maybe(include_str!("last_ruling.sql"), args![id]).await?;
            let scribe = store.scribe();
            if is_gone(&scribe, &before)? {
                return Err(Error::not_found("not_found").into());
            }
            if let Some(last) = &last
                && repeats(&scribe, &before, last, ruling, ruler)?
            {
                return Ok(Decision::unchanged(()));
            }
            if version.is_some_and(|seen| seen != before.version) {
                return Err(Error::conflict("conflict").into());
            }
            let papers = opened(&tx, id, ruler.account).await?;
            Ok(match decide_ruling(&scribe, &before, ruling, ruler, &papers)? {
                Some((_employer, _ruling, change)) => Decision::changed((), change),
                None => Decision::unchanged(()),
            })
        })
        .await?;
    Ok(())
}

/// Whether a household's person was erased.
pub(super) fn is_gone(scribe: &Scribe<'_>, row: &EmployerRow) -> Result<bool> {
    Ok(row.kind == EmployerKind::Household && row.open_name(scribe.vault())?.is_empty())
}

/// The papers of an employer that somebody opened and that are there still.
async fn opened(
    tx: &Tx,
    employer: EmployerId,
    reader: AccountId,
) -> std::result::Result<Vec<PaperId>, store::Error> {
    let ids: Vec<String> = tx.all(include_str!("opened.sql"), args![employer, reader]).await?;
    ids.iter().map(|id| id.parse().map_err(store::Error::Refused)).collect()
}

/// Whether the same official says the same of the same.
fn repeats(
    scribe: &Scribe<'_>,
    before: &EmployerRow,
    last: &RulingRow,
    ruling: &Ruling,
    by: Ruler,
) -> Result<bool> {
    Ok(last.seen + 1 == before.version
        && (last.verdict, last.reason, last.decided_by) == (ruling.verdict, ruling.reason, by.account)
        && last.missing() == ruling.missing
        && last.open_words(scribe.vault())?.unwrap_or_default() == ruling.words)
}

/// The employer after the verdict, with its row and its entry; nothing if it stands so already.
pub fn decide_ruling(
    scribe: &Scribe<'_>,
    before: &EmployerRow,
    ruling: &Ruling,
    by: Ruler,
    papers: &[PaperId],
) -> Result<Option<(EmployerRow, RulingRow, Change)>> {
    use EmployerState as S;
    let (state, verified_at) = match (ruling.verdict, before.state) {
        (Verdict::Verified, S::Verified) | (Verdict::Suspended, S::Suspended) => return Ok(None),
        (Verdict::Verified, _) => (S::Verified, Some(scribe.now)),
        (Verdict::Suspended, _) => (S::Suspended, before.verified_at),
        (Verdict::Refused, S::Suspended) => return Err(Error::conflict("employer.lift_first")),
        (Verdict::Refused | Verdict::Unverified, _) => (S::Unverified, None),
        (Verdict::Lifted, S::Suspended) if before.verified_at.is_some() => (S::Verified, before.verified_at),
        (Verdict::Lifted, S::Suspended) => (S::Unverified, None),
        (Verdict::Lifted, _) => return Ok(None),
    };
    let id = RulingId::from_uuid(scribe.uuid());
    let words = Some(ruling.words.as_str()).filter(|words| !words.is_empty());
    let words = words.map(|words| scribe.seal("employer_decision", "words", id, words)).transpose()?;
    let row = RulingRow {
        id,
        employer_id: before.id,
        verdict: ruling.verdict,
        reason: ruling.reason,
        missing: spaced(&ruling.missing),
        words,
        state_before: before.state,
        state_after: state,
        decided_by: by.account,
        office: by.office,
        at: scribe.now,
        papers: spaced(papers),
        version: 1,
        seen: before.version,
    };
    let after = EmployerRow { state, verified_at, updated_at: scribe.now, ..before.clone() };
    let told = json!({
        "employer": before.id,
        "decision": id,
        "verdict": row.verdict,
        "reason": row.reason,
        "state": state,
        "notice": "employer.verify",
    });
    let change = Change::of(before.region).update(before, after.clone()).insert(&row).tell(before.id, told);
    Ok(Some((EmployerRow { version: before.version + 1, ..after }, row, change)))
}

/// Words of a list in one column.
pub(super) fn spaced<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
