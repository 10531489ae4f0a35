//! The portrait 多维画像: what is known of a person on one page, with its source and day; what they need, and because of
//! what; what was offered to them and what came of it; where they stand in the ledgers.
//!
//! It refuses to score, to rank, and to say anything that does not name the fact or the ledger it follows from. Names and
//! numbers are masked; of a day of birth only the age is told, as the masked number hides the day.

use kernel::{Actor, JobId, Micros, Operation, Result, Scope, WorkerId};
use ledger::{Day, Group, Kind, Need, Reason, Standing, ledgers};
use store::{Store, args};

use crate::jobs::hide;
use crate::ledgers::{self as books, ContactHow, FactSource, LedgerRow, State, Verified};
use crate::workers::{self, PersonLine};

/// A fact as it stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLine {
    /// The fact; none for what the identity number says.
    pub id: Option<String>,
    /// What about.
    pub kind: Kind,
    /// What it says.
    pub value: String,
    /// The first day of it; of a birth nothing.
    pub from: Option<Day>,
    /// The first day on which it is no longer so.
    pub to: Option<Day>,
    /// Full years of age today, of a birth.
    pub age: Option<i64>,
    /// Where it comes from; none for the identity number.
    pub source: Option<FactSource>,
    /// In words, for those who may write facts down; else empty.
    pub note: String,
    /// When it was written down; none for the identity number.
    pub at: Option<Micros>,
    /// Whether another fact put it right.
    pub corrected: bool,
    /// Whether all it says is that another was never so.
    pub void: bool,
}

/// Because of what somebody needs something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// They are in a ledger.
    Ledger(Group),
    /// Somebody who spoke with them wrote it down, on a day.
    Told(Day),
}

/// What somebody needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedLine {
    /// What.
    pub need: Need,
    /// Because of what, every reason.
    pub because: Vec<Because>,
}

store::view! {
    /// Something that was offered, or asked for.
    pub struct Offer {
        /// `application` or `invitation`.
        what: String,
        /// The job.
        job_id: JobId,
        /// What it is called.
        title: String,
        /// What came of it: the state of the application; empty for an invitation.
        state: String,
        /// When.
        at: Micros,
        /// When that last changed.
        changed_at: Micros,
    }
}

/// Where somebody stands in a ledger, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandLine {
    /// Which ledger.
    pub group: Group,
    /// The standing by what is known today.
    pub standing: Standing,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The day on which time alone will change it.
    pub until: Option<Day>,
    /// The row that stands.
    pub row: Option<BookLine>,
}

/// A time that somebody was in a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// Which ledger.
    pub group: Group,
    /// How it stands.
    pub state: State,
    /// In since.
    pub entered: Day,
    /// Out since.
    pub exited: Option<Day>,
    /// Why out.
    pub exit_reason: Option<String>,
    /// The township that is responsible.
    pub station: kernel::RegionCode,
    /// What a register said.
    pub verified: Verified,
    /// Which.
    pub source: Option<String>,
    /// When.
    pub verified_at: Option<Micros>,
}

/// That somebody spoke with the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactLine {
    /// How.
    pub how: ContactHow,
    /// When.
    pub at: Micros,
    /// What came of it, for those who keep contact; else empty.
    pub note: String,
}

/// A person on one page.
#[derive(Clone, Debug)]
pub struct Portrait {
    /// What a list says of them.
    pub line: PersonLine,
    /// The identity number with the date of birth hidden.
    pub id_number_masked: Option<String>,
    /// The facts, the last begun first.
    pub facts: Vec<FactLine>,
    /// What they need.
    pub needs: Vec<NeedLine>,
    /// What was offered, the last first.
    pub offers: Vec<Offer>,
    /// The ledgers they are in, or may be.
    pub ledgers: Vec<StandLine>,
    /// Ledgers they were in.
    pub past: Vec<BookLine>,
    /// Who spoke with them, the last first.
    pub contacts: Vec<ContactLine>,
}

/// A person on one page, for whoever may see them whole.
pub async fn portrait(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Portrait> {
    let row = workers::row(store, worker).await?;
    let scope = Scope::Worker { id: row.id, region: row.region };
    let _permit = actor.may(Operation::PortraitRead, &scope).map_err(hide)?;
    let in_words = actor.may(Operation::FactRecord, &scope).is_ok();
    let records = workers::records(store, row.id).await?;
    let number = workers::known_number(store, row.id).await?;
    let today = Day::of(store.now());

    let written = books::facts(store, &records).await?;
    let known = books::known(&written, number.as_ref())?;
    let born = known.iter().find(|fact| fact.kind == Kind::Born);
    let age = |from: Day| age(from, today);
    let mut facts = Vec::with_capacity(known.len() + 1);
    for fact in &written {
        let kind: Kind = fact.kind.parse()?;
        let note = fact.note.as_ref().filter(|_| in_words);
        let note = note.map(|sealed| store.unseal("fact", "note", &fact.id, sealed)).transpose()?;
        let birth = kind == Kind::Born;
        facts.push(FactLine {
            kind,
            value: fact.value.clone(),
            from: Some(Day(fact.from_day)).filter(|_| !birth),
            to: fact.to_day.map(Day),
            age: Some(age(Day(fact.from_day))).filter(|_| birth),
            source: Some(fact.source),
            note: note.unwrap_or_default(),
            at: Some(fact.recorded_at),
            corrected: written.iter().any(|other| other.corrects.as_ref() == Some(&fact.id)),
            void: fact.void == 1,
            id: Some(fact.id.clone()),
        });
    }
    facts.sort_by_key(|fact| std::cmp::Reverse((fact.from, fact.at, fact.id.clone())));
    if let Some(fact) = born.filter(|_| number.is_some()) {
        facts.push(FactLine {
            id: None,
            kind: Kind::Born,
            value: fact.value.clone(),
            from: None,
            to: None,
            age: Some(age(fact.from)),
            source: None,
            note: String::new(),
            at: None,
            corrected: false,
            void: false,
        });
    }

    let rows: Vec<LedgerRow> = rows(store, &records).await?;
    let mut standing = Vec::new();
    for entry in ledgers() {
        let stand = ledger::stand(entry, &known, today);
        let open = |row: &&LedgerRow| {
            row.worker_id == records_root(&records)
                && row.grp == entry.group.as_str()
                && row.state != State::Out
        };
        let open = rows.iter().find(open);
        if stand.standing != Standing::Out || open.is_some() {
            standing.push(StandLine {
                group: entry.group,
                standing: stand.standing,
                reasons: stand.reasons,
                until: stand.until,
                row: open.map(book).transpose()?,
            });
        }
    }
    let past = rows.iter().rev().filter(|row| row.state == State::Out).map(book).collect::<Result<_>>()?;
    let mut contacts = Vec::new();
    for contact in books::contacts(store, &records).await? {
        let note = contact.note.as_ref().filter(|_| in_words);
        let note = note.map(|sealed| store.unseal("contact", "note", &contact.id, sealed)).transpose()?;
        contacts.push(ContactLine { how: contact.how, at: contact.at, note: note.unwrap_or_default() });
    }
    Ok(Portrait {
        line: workers::masked(store, row.id).await?,
        id_number_masked: number.map(|number| number.masked()),
        needs: needs(&standing, &known, today)?,
        facts,
        offers: store.all(include_str!("offers.sql"), args![row.id]).await?,
        ledgers: standing,
        past,
        contacts,
    })
}

fn records_root(records: &[workers::WorkerRow]) -> WorkerId {
    let root = records.iter().find(|record| record.merged_into.is_none());
    root.or(records.first()).map_or(WorkerId::from_uuid(uuid::Uuid::nil()), |record| record.id)
}

async fn rows(store: &Store, records: &[workers::WorkerRow]) -> Result<Vec<LedgerRow>> {
    let mut all = Vec::new();
    for record in records {
        all.extend(store.all::<LedgerRow>(include_str!("../ledgers/of_worker.sql"), args![record.id]).await?);
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

fn book(row: &LedgerRow) -> Result<BookLine> {
    Ok(BookLine {
        group: row.group()?,
        state: row.state,
        entered: Day(row.entered_day),
        exited: row.exited_day.map(Day),
        exit_reason: row.exit_reason.clone(),
        station: row.station,
        verified: row.verified,
        source: row.verified_source.clone(),
        verified_at: row.verified_at,
    })
}

/// Full years; the day of birth does not count.
fn age(born: Day, today: Day) -> i64 {
    (1..200).take_while(|years| born.months_later(years * 12) < today).count() as i64
}

/// What somebody needs: what the ledgers they are in say, and what they told.
fn needs(standing: &[StandLine], facts: &[ledger::Fact], today: Day) -> Result<Vec<NeedLine>> {
    let mut all = Vec::new();
    for &need in Need::ALL {
        let of = |line: &&StandLine| {
            let needs = line.group.entry().map(|entry| entry.needs.contains(&need));
            line.standing == Standing::In && needs == Some(true)
        };
        let mut because: Vec<Because> =
            standing.iter().filter(of).map(|line| Because::Ledger(line.group)).collect();
        let told = facts.iter().filter(|fact| fact.kind == Kind::Need && fact.holds(today));
        because.extend(told.filter(|fact| fact.value == need.as_str()).map(|fact| Because::Told(fact.from)));
        if !because.is_empty() {
            all.push(NeedLine { need, because });
        }
    }
    Ok(all)
}
