//! All that speaks for or against an employer, on one page: for the official of its region, and what its owner sees of it. It
//! refuses to decide anything.

use kernel::{
    Actor, CreditCode, EmployerId, IdNumber, Level, Micros, Operation, PaperId, RegionCode, Result, Scope,
    mask_name,
};
use store::{Store, args};

use super::{
    AppealRow, AppealState, CheckRow, EmployerKind, EmployerRow, EmployerState, Likeness, PaperKind,
    PaperRow, Public, RulingRow, compare, papers::owner, row, rulings,
};
use crate::jobs::hide;

/// A paper as those see it who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    /// The key.
    pub id: PaperId,
    /// What it is.
    pub kind: PaperKind,
    /// Whether there is a file to open, and whether it is a picture.
    pub file: Option<super::Media>,
    /// Bytes.
    pub size: i64,
    /// Whose identity paper it is, masked.
    pub holder_masked: Option<String>,
    /// The identity number with its date of birth hidden.
    pub number_masked: Option<String>,
    /// When it was handed in.
    pub at: Micros,
    /// When it was taken back, if it was; a decision rests on it.
    pub removed_at: Option<Micros>,
    /// How often officials opened it, and when last.
    pub read: Option<(i64, Micros)>,
}

/// A decision as those see it who may.
#[derive(Clone, Debug, PartialEq)]
pub struct RulingLine {
    /// The decision.
    pub row: RulingRow,
    /// Why, in the official's words.
    pub words: Option<String>,
    /// The objection to it.
    pub appeal: Option<AppealLine>,
}

/// An objection as those see it who may.
#[derive(Clone, Debug, PartialEq)]
pub struct AppealLine {
    /// The objection.
    pub row: AppealRow,
    /// Why.
    pub words: Option<String>,
    /// What was answered.
    pub answer: Option<String>,
}

store::view! {
    /// Another employer that has something in common with this one.
    pub struct Alike {
        /// The employer.
        id: EmployerId,
        /// What kind.
        kind: EmployerKind,
        /// The name; none for a household.
        name: Option<String>,
        /// How far it is trusted.
        state: EmployerState,
        /// Where it stands.
        region: RegionCode,
        /// The blind index of the number both have; empty where it is the name.
        number_index: String,
    }
}

/// What the register said last, beside what the employer says.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The look.
    pub row: CheckRow,
    /// The legal representative as the register shows them.
    pub legal_masked: Option<String>,
    /// How the two names compare.
    pub name: Option<Likeness>,
    /// Whether the legal representative is the one of the identity paper; unknown if either is missing.
    pub legal_agrees: Option<bool>,
}

/// What is known of an employer to whoever decides on it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The row.
    pub employer: EmployerRow,
    /// Its name, masked for a household.
    pub name: String,
    /// Its address; none for a household.
    pub address: Option<String>,
    /// What everybody sees of it.
    pub public: Public,
    /// Whether the division inside the credit code is where it stands: county for county.
    pub code_is_local: Option<bool>,
    /// The papers, those that were taken back last.
    pub papers: Vec<PaperLine>,
    /// Looks into the register, the last first.
    pub checks: Vec<Checked>,
    /// Other employers with the same person, or the same name in the county.
    pub alike: Vec<Alike>,
    /// The decisions with the objections to them, the last first.
    pub rulings: Vec<RulingLine>,
}

store::view! {
    /// How often a paper was opened by officials.
    pub struct Reading {
        /// The paper.
        paper_id: PaperId,
        /// How often.
        times: i64,
        /// When last.
        last_at: Micros,
    }
}

/// The dossier of an employer of the actor's region.
pub async fn dossier(store: &Store, actor: &Actor, id: EmployerId) -> Result<Dossier> {
    let employer = row(store, id).await?;
    let scope = Scope::Employer { id, region: employer.region };
    let _permit = actor.may(Operation::EmployerVerify, &scope).map_err(hide)?;
    if rulings::is_gone(&store.scribe(), &employer)? {
        return Err(kernel::Error::not_found("not_found"));
    }
    let household = employer.kind == EmployerKind::Household;
    let told = employer.open_name(store.vault())?;
    let papers: Vec<PaperRow> = store.all(include_str!("papers.sql"), args![id]).await?;
    let readings: Vec<Reading> = store.all(include_str!("readings.sql"), args![id]).await?;
    let mut lines = Vec::new();
    for paper in
        papers.iter().filter(|one| one.removed_at.is_none() || one.sha256.is_some() || one.number.is_some())
    {
        let read = readings.iter().find(|one| one.paper_id == paper.id);
        lines.push(line(store, paper, read.map(|one| (one.times, one.last_at)))?);
    }
    lines.sort_by_key(|line| (line.removed_at.is_some(), line.id));
    let legal = legal_name(store, &papers)?;
    let mut alike: Vec<Alike> = store.all(include_str!("same_person.sql"), args![id]).await?;
    if !household {
        let (from, to) = employer.region.at(Level::County).range();
        alike.extend(
            store
                .all::<Alike>(include_str!("same_name.sql"), args![from, to, told.clone(), id])
                .await?
                .into_iter()
                .filter(|one| one.name.is_some()),
        );
    }
    let checks: Vec<CheckRow> = store.all(include_str!("checks.sql"), args![id]).await?;
    let checks =
        checks.into_iter().map(|row| beside(store, row, &told, legal.as_deref())).collect::<Result<_>>()?;
    Ok(Dossier {
        name: if household { mask_name(&told) } else { told },
        address: employer.address.clone(),
        public: super::get(store, id).await?,
        code_is_local: employer.credit_code.map(|code| is_local(&code, employer.region)),
        papers: lines,
        checks,
        alike,
        rulings: ruled(store, id).await?,
        employer,
    })
}

/// The division in a code is that of the office which registered it: positions three to eight.
fn is_local(code: &CreditCode, region: RegionCode) -> bool {
    code.as_str().get(2..8) == region.as_str().get(..6)
}

fn line(store: &Store, row: &PaperRow, read: Option<(i64, Micros)>) -> Result<PaperLine> {
    let (holder, number) = row.open_person(store.vault())?;
    Ok(PaperLine {
        id: row.id,
        kind: row.kind,
        file: row.media.filter(|_| row.sha256.is_some()),
        size: row.size,
        holder_masked: holder.map(|name| mask_name(&name)),
        number_masked: number.as_ref().map(IdNumber::masked),
        at: row.handed_in_at,
        removed_at: row.removed_at,
        read,
    })
}

/// The legal representative as the last identity paper names them.
fn legal_name(store: &Store, papers: &[PaperRow]) -> Result<Option<String>> {
    let last =
        papers.iter().rev().find(|one| one.removed_at.is_none() && one.kind == PaperKind::LegalIdentity);
    Ok(last.map(|paper| paper.open_person(store.vault())).transpose()?.and_then(|(holder, _)| holder))
}

fn beside(store: &Store, row: CheckRow, told: &str, legal: Option<&str>) -> Result<Checked> {
    let legal_masked = row.open_legal(store.vault())?;
    Ok(Checked {
        name: row.name.as_deref().map(|registered| compare(told, registered)),
        legal_agrees: legal_masked.as_deref().zip(legal).map(|(one, other)| one == mask_name(other)),
        legal_masked,
        row,
    })
}

async fn ruled(store: &Store, id: EmployerId) -> Result<Vec<RulingLine>> {
    let rows: Vec<RulingRow> = store.all(include_str!("rulings.sql"), args![id]).await?;
    let appeals: Vec<AppealRow> = store.all(include_str!("appeals.sql"), args![id]).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let appeal = appeals.iter().find(|appeal| appeal.decision_id == row.id);
        let appeal = appeal.map(|appeal| opened(store, appeal)).transpose()?;
        lines.push(RulingLine { words: row.open_words(store.vault())?, row, appeal });
    }
    Ok(lines)
}

fn opened(store: &Store, row: &AppealRow) -> Result<AppealLine> {
    let (words, answer) = row.open_words(store.vault())?;
    Ok(AppealLine { row: row.clone(), words, answer })
}

/// How an employer stands, for its owner.
#[derive(Clone, Debug)]
pub struct Own {
    /// The papers that are handed in.
    pub papers: Vec<PaperLine>,
    /// The decisions with the objections to them, the last first.
    pub rulings: Vec<RulingLine>,
}

impl Own {
    /// The decision that holds now: the last one, unless it was undone.
    pub fn standing(&self) -> Option<&RulingLine> {
        standing(&self.rulings)
    }
}

impl Dossier {
    /// The decision that holds now: the last one, unless it was undone.
    pub fn standing(&self) -> Option<&RulingLine> {
        standing(&self.rulings)
    }
}

fn standing(rulings: &[RulingLine]) -> Option<&RulingLine> {
    let undone = |line: &&RulingLine| {
        line.appeal.as_ref().is_some_and(|appeal| appeal.row.state == AppealState::Overturned)
    };
    rulings.first().filter(|line| !undone(line))
}

/// What an owner sees of what was handed in and decided.
pub async fn own_dossier(store: &Store, actor: &Actor, id: EmployerId) -> Result<Own> {
    let _ = owner(store, actor, id, Operation::EmployerPapers).await?;
    let papers: Vec<PaperRow> = store.all(include_str!("papers.sql"), args![id]).await?;
    let readings: Vec<Reading> = store.all(include_str!("readings.sql"), args![id]).await?;
    let here = papers.iter().filter(|one| one.removed_at.is_none());
    let line = |paper: &PaperRow| {
        let read = readings.iter().find(|one| one.paper_id == paper.id);
        line(store, paper, read.map(|one| (one.times, one.last_at)))
    };
    Ok(Own { papers: here.map(line).collect::<Result<_>>()?, rulings: ruled(store, id).await? })
}

/// Why an employer stands as it does, in the official's words, for those who act for it: the last decision, unless it was undone.
pub async fn standing_of(store: &Store, actor: &Actor, id: EmployerId) -> Result<Option<RulingLine>> {
    let _ = owner(store, actor, id, Operation::EmployerRead).await?;
    Ok(standing(&ruled(store, id).await?).cloned())
}
