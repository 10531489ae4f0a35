//! Objections: the owner of an employer objects to a refusal or a suspension, once, and another official than the one who decided
//! says whether it stays. The term of sixty days is the one that the Administrative Reconsideration Law (2023), article 20, gives
//! for asking a higher authority; that an office answers within fifteen days is assumed. Neither replaces that law's way.
//!
//! It refuses a second objection to the same decision, one that comes late, and an answer by whoever decided, by a lower office,
//! or by somebody who acts for the employer.

use kernel::{
    Actor, AppealId, EmployerId, Error, Micros, Operation, Permit, RegionCode, Result, Scope, bounded,
    mask_name, words,
};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{
    AppealRow, AppealState, EmployerRow, EmployerState, PaperRow, RulingRow, Verdict, members::owned_by,
    papers::owner, row, rulings::Ruler, rulings::spaced,
};
use crate::{
    jobs::hide,
    paging::{self, Page},
};

/// How long one may object.
pub const TERM: i64 = 60 * Micros::DAY;
/// How long an office has to answer.
pub const ANSWER: i64 = 15 * Micros::DAY;

words! {
    /// What is said of an objection.
    pub enum AppealOutcome {
        /// The decision stays.
        Uphold = "uphold",
        /// The decision is undone.
        Overturn = "overturn",
    }
}

/// Objects to the last decision on one of the actor's employers. The same once more changes nothing.
pub async fn appeal(store: &Store, actor: &Actor, employer: EmployerId, words: &str) -> Result<AppealId> {
    let (_, permit) = owner(store, actor, employer, Operation::EmployerAppeal).await?;
    let by = actor.account().ok_or(Error::not_found("not_found"))?;
    let words = &bounded("appeal", words, 10, 1000)?;
    let done = store
        .write("employer.appeal", &permit, |tx| async move {
            let (before, _grants) = owned_by(&tx, actor, employer).await?;
            let last: Option<RulingRow> = tx.maybe(include_str!("last_ruling.sql"), args![employer]).await?;
            let ruling = last.filter(RulingRow::takes_something);
            let ruling = ruling.ok_or(Error::conflict("appeal.nothing"))?;
            if let Some(there) =
                tx.maybe::<AppealRow>(include_str!("appeal_of.sql"), args![ruling.id]).await?
            {
                let (said, _) = there.open_words(store.vault())?;
                if there.filed_by == by && said.as_ref() == Some(words) {
                    return Ok(Decision::unchanged(there.id));
                }
                return Err(Error::conflict("appeal.once").into());
            }
            let papers: Vec<PaperRow> = tx.all(include_str!("papers.sql"), args![employer]).await?;
            let (appeal, change) = decide_appeal(&store.scribe(), &before, &ruling, by, words, &papers)?;
            Ok(Decision::changed(appeal.id, change))
        })
        .await;
    match done {
        Err(store::Error::Unique) => Err(Error::conflict("appeal.once")),
        other => Ok(other?),
    }
}

/// The objection and its entry; who decided is told.
pub fn decide_appeal(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    ruling: &RulingRow,
    by: kernel::AccountId,
    words: &str,
    papers: &[PaperRow],
) -> Result<(AppealRow, Change)> {
    if scribe.now > ruling.at + TERM {
        return Err(Error::conflict("appeal.late"));
    }
    let id = AppealId::from_uuid(scribe.uuid());
    let there: Vec<_> = papers.iter().filter(|one| one.removed_at.is_none()).map(|one| one.id).collect();
    let row = AppealRow {
        id,
        employer_id: employer.id,
        decision_id: ruling.id,
        against: ruling.decided_by,
        words: Some(scribe.seal("appeal", "words", id, words)?),
        papers: spaced(&there),
        state: AppealState::Open,
        filed_by: by,
        filed_at: scribe.now,
        due_at: scribe.now + ANSWER,
        decided_by: None,
        decided_at: None,
        answer: None,
        version: 1,
    };
    let fact = json!({ "employer": employer.id, "decision": ruling.id, "appeal": id });
    let told = json!({ "appeal": id, "notice": "employer.appeal" });
    let change =
        Change::of(employer.region).insert(&row).tell(employer.id, fact).tell(ruling.decided_by, told);
    Ok((row, change))
}

/// Whether an official may say anything on an objection: another one than who decided, of the same or a higher office.
pub fn may_answer(ruler: Ruler, appeal: &AppealRow, office: RegionCode) -> Result<()> {
    if ruler.account == appeal.against || ruler.account == appeal.filed_by {
        return Err(Error::conflict("appeal.own"));
    }
    if ruler.office.contains(&office) { Ok(()) } else { Err(Error::conflict("appeal.office")) }
}

/// Says whether the decision stays. The same by the same official again changes nothing.
pub async fn answer_appeal(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    id: AppealId,
    outcome: AppealOutcome,
    words: &str,
) -> Result<()> {
    let (ruler, permit) = answering(store, actor, employer).await?;
    let words = &bounded("answer", words, 2, 1000)?;
    store
        .write("employer.appeal_decide", &permit, |tx| async move {
            let appeal: AppealRow = tx.one(include_str!("appeal.sql"), args![id, employer]).await?;
            let ruling: RulingRow = tx.one(include_str!("ruling.sql"), args![appeal.decision_id]).await?;
            may_answer(ruler, &appeal, ruling.office)?;
            if appeal.state != AppealState::Open {
                let said = (appeal.state == state_of(outcome)).then_some(appeal.decided_by).flatten();
                return if said == Some(ruler.account) {
                    Ok(Decision::unchanged(()))
                } else {
                    Err(Error::conflict("appeal.decided").into())
                };
            }
            let before: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
            let last: RulingRow = tx.one(include_str!("last_ruling.sql"), args![employer]).await?;
            let stands = last.id == ruling.id && before.state == ruling.state_after;
            let change =
                decide_answer(&store.scribe(), &before, &ruling, &appeal, (outcome, words), ruler, stands)?;
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

async fn answering(store: &Store, actor: &Actor, employer: EmployerId) -> Result<(Ruler, Permit)> {
    let seen = row(store, employer).await?;
    let scope = Scope::Employer { id: employer, region: seen.region };
    let permit = actor.may(Operation::AppealDecide, &scope).map_err(hide)?;
    Ok((Ruler::of(actor, employer, seen.region)?, permit))
}

const fn state_of(outcome: AppealOutcome) -> AppealState {
    match outcome {
        AppealOutcome::Uphold => AppealState::Upheld,
        AppealOutcome::Overturn => AppealState::Overturned,
    }
}

/// The objection answered; undone, the employer stands again as it stood, if nothing was decided since.
fn decide_answer(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    ruling: &RulingRow,
    appeal: &AppealRow,
    (outcome, words): (AppealOutcome, &str),
    by: Ruler,
    stands: bool,
) -> Result<Change> {
    let state = state_of(outcome);
    let after = AppealRow {
        state,
        decided_by: Some(by.account),
        decided_at: Some(scribe.now),
        answer: Some(scribe.seal("appeal", "answer", appeal.id, words)?),
        ..appeal.clone()
    };
    let mut change = Change::of(employer.region).update(appeal, after);
    let mut standing = employer.state;
    if outcome == AppealOutcome::Overturn && stands {
        let back = undone(scribe.now, employer, ruling);
        standing = back.state;
        change = change.update(employer, back);
    }
    let notice = "employer.appeal_decide";
    let fact = json!({
        "employer": employer.id, "appeal": appeal.id, "state": state, "standing": standing, "notice": notice,
    });
    let told = json!({ "appeal": appeal.id, "state": state, "notice": notice });
    Ok(change.tell(employer.id, fact).tell(ruling.decided_by, told))
}

/// The employer as it stood before a decision.
fn undone(now: Micros, employer: &EmployerRow, ruling: &RulingRow) -> EmployerRow {
    let verified_at = match ruling.state_before {
        EmployerState::Verified => employer.verified_at.or(Some(now)),
        EmployerState::Suspended => employer.verified_at,
        EmployerState::Unverified => None,
    };
    EmployerRow { state: ruling.state_before, verified_at, updated_at: now, ..employer.clone() }
}

store::view! {
    /// An objection that waits, with whose it is and against what.
    pub struct Waiting {
        /// The objection.
        id: AppealId,
        /// Whose.
        employer_id: EmployerId,
        /// The employer's name; none for a household.
        name: Option<String>,
        /// A household's name, sealed.
        sealed_name: Option<Vec<u8>>,
        /// Where the employer stands.
        region: RegionCode,
        /// What was decided.
        verdict: Verdict,
        /// Since when it waits.
        filed_at: Micros,
        /// Until when it is to be answered.
        due_at: Micros,
    }
}

/// The objections of a region that wait with the employers' names, those of households masked; those due first, first: what is overdue stands on top.
pub async fn open_appeals(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<(Waiting, String)>> {
    let _permit = actor.may(Operation::AppealDecide, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (due, id): (i64, String) = paging::decode(after)?.unwrap_or_default();
    let (from, to) = region.range();
    let rows = store.all(include_str!("open_appeals.sql"), args![from, to, due, id, limit + 1]).await?;
    Page::cut(rows, limit, |row: &Waiting| (row.due_at.0, row.id.to_string())).try_map(|row| {
        let sealed = row.sealed_name.as_ref();
        let open = |sealed: &Vec<u8>| store.unseal("employer", "sealed_name", row.employer_id, sealed);
        let name = match (&row.name, sealed.map(open).transpose()?) {
            (Some(name), _) => name.clone(),
            (None, household) => household.map(|name| mask_name(&name)).unwrap_or_default(),
        };
        Ok((row, name))
    })
}

/// How many objections of a region wait.
pub async fn open_appeals_count(store: &Store, actor: &Actor, region: RegionCode) -> Result<i64> {
    let _permit = actor.may(Operation::AppealDecide, &Scope::Region(region))?;
    let (from, to) = region.range();
    Ok(store.one(include_str!("open_appeals_count.sql"), args![from, to]).await?)
}
