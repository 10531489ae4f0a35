//! Posting, editing, submitting and reviewing a job.
//!
//! A verified employer's job is open at once; anybody else's waits for an official, after an edit again. Edits keep
//! history, and change nothing that somebody was promised.

use kernel::{
    Actor, EmployerId, Fen, JobId, Kind, Level, Micros, Operation, Pay, Period, Point, RegionCode, Scope,
    Settlement, WorkerId, bounded,
};
use matching::{JobKind, Occupations};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::model::{Hours, JobRow, JobState, KindField, Requirement, RevisionRow};
use crate::employers::{EmployerKind, EmployerRow, EmployerState};

/// What an employer says of a job: the four answers.
#[derive(Clone, Debug, PartialEq)]
pub struct JobInput {
    /// Gig, flexible or full time.
    pub kind: JobKind,
    /// 2 to 60 characters.
    pub title: String,
    /// An occupation of the classification.
    pub occupation: String,
    /// Up to 2,000 characters.
    pub description: String,
    /// How much.
    pub pay: Pay,
    /// When it is paid.
    pub settlement: Settlement,
    /// Where.
    pub point: Point,
    /// Where, in words, up to 120 characters.
    pub address: String,
    /// 1 to 999.
    pub openings: i64,
    /// The shift or the period; without one, long term.
    pub period: Option<Period>,
    /// The weekly slots; taken from the period when it is a single shift.
    pub slots: kernel::Availability,
    /// What is asked.
    pub requirements: Vec<Requirement>,
}

/// How long a job without a date stays open.
pub const LONG_TERM: i64 = 30 * Micros::DAY;

impl JobInput {
    /// Everything checked that can be checked without the database.
    pub(crate) fn apply_to(&self, now: Micros, row: &mut JobRow) -> kernel::Result<()> {
        let invalid = |code, field| Err(kernel::Error::invalid(code).field(field));
        row.title = bounded("title", &self.title, 2, 60)?;
        row.description = bounded("description", &self.description, 0, 2000)?;
        row.address = bounded("address", &self.address, 1, 120)?;
        if !(1..=999).contains(&self.openings) {
            return invalid("job.openings", "openings");
        }
        if self.openings < row.filled || (self.openings == row.filled && row.state == JobState::Open) {
            return Err(kernel::Error::new(Kind::Conflict, "job.openings_below_filled").field("openings"));
        }
        if !Occupations::load().get(&self.occupation).is_some_and(|o| o.leaf) {
            return invalid("job.occupation_unknown", "occupation");
        }
        row.region = region_of(self.point)?;
        let (starts, ends, slots, expires) = match self.period {
            Some(p)
                if p.start() <= now
                    || p.start().0 > now.0 + 366 * Micros::DAY
                    || p.end().0 - p.start().0 > 731 * Micros::DAY =>
            {
                return invalid("job.times", "period");
            }
            Some(p) if p.end().0 - p.start().0 <= Micros::DAY => {
                (Some(p.start()), Some(p.end()), Hours::slots_of(p), p.start())
            }
            Some(p) => (Some(p.start()), Some(p.end()), self.slots, p.start()),
            None => (None, None, self.slots, Micros(now.0 + LONG_TERM)),
        };
        if slots.bits() == 0 {
            return invalid("job.times", "slots");
        }
        (row.starts_at, row.ends_at, row.slots, row.expires_at) = (starts, ends, slots, expires);
        row.kind = KindField(self.kind);
        row.occupation.clone_from(&self.occupation);
        (row.pay_unit, row.pay_fen) = (self.pay.unit(), self.pay.fen());
        row.settlement = self.settlement;
        (row.lon, row.lat) = (self.point.lon(), self.point.lat());
        row.openings = self.openings;
        let mut words: Vec<_> = self.requirements.iter().map(|r| r.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        row.requirements = words.join(" ");
        Ok(())
    }
}

/// The village or community a point belongs to, or at least its county.
pub fn region_of(point: Point) -> kernel::Result<RegionCode> {
    let atlas = atlas::Atlas::load();
    let county =
        atlas.county_of(point).ok_or_else(|| kernel::Error::invalid("job.place_outside").field("place"))?;
    Ok(atlas.nearest(point, Level::Village).filter(|v| county.contains(v)).unwrap_or(county))
}

/// Where everybody sees a job stand. A household's place of work is somebody's home, so that its job stands in the
/// middle of its village and the exact point is kept nowhere.
fn stand(employer: &EmployerRow, row: &mut JobRow) -> kernel::Result<()> {
    if employer.kind == EmployerKind::Household {
        let middle = atlas::Atlas::load()
            .place(row.region)
            .ok_or_else(|| kernel::Error::invalid("job.place_outside").field("place"))?;
        (row.lon, row.lat) = (middle.lon(), middle.lat());
    }
    Ok(())
}

/// What becomes of a job that is handed in.
fn handed_in(employer: &EmployerRow) -> kernel::Result<JobState> {
    match employer.state {
        EmployerState::Verified => Ok(JobState::Open),
        EmployerState::Unverified => Ok(JobState::Review),
        EmployerState::Suspended => Err(kernel::Error::conflict("employer.suspended")),
    }
}

fn revision(scribe: &Scribe<'_>, row: &JobRow) -> RevisionRow {
    let fields = json!({
        "title": row.title, "occupation": row.occupation, "description": row.description,
        "pay_unit": row.pay_unit.as_str(), "pay_fen": row.pay_fen.0, "settlement": row.settlement.as_str(),
        "address": row.address, "openings": row.openings, "starts_at": row.starts_at.map(|m| m.0),
        "ends_at": row.ends_at.map(|m| m.0), "slots": row.slots.bits(), "requirements": row.requirements,
    });
    RevisionRow {
        id: scribe.uuid().to_string(),
        job_id: row.id,
        job_version: row.version,
        fields: fields.to_string(),
        at: scribe.now,
    }
}

pub(crate) fn told(row: &JobRow) -> serde_json::Value {
    json!({ "job": row.id.to_string(), "state": row.state.as_str(), "occupation": row.occupation,
        "pay_unit": row.pay_unit.as_str(), "pay_fen": row.pay_fen.0, "openings": row.openings })
}

/// Decides a new job: a draft, or handed in at once.
pub fn decide_post(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    id: JobId,
    input: &JobInput,
    hand_in: bool,
) -> kernel::Result<(JobRow, Change)> {
    let now = scribe.now;
    let state = if hand_in { handed_in(employer)? } else { JobState::Draft };
    let mut row = JobRow {
        id,
        employer_id: employer.id,
        kind: KindField(input.kind),
        title: String::new(),
        occupation: String::new(),
        description: String::new(),
        pay_unit: input.pay.unit(),
        pay_fen: Fen(0),
        settlement: input.settlement,
        region: employer.region,
        address: String::new(),
        lon: 0.0,
        lat: 0.0,
        openings: 0,
        filled: 0,
        starts_at: None,
        ends_at: None,
        slots: input.slots,
        requirements: String::new(),
        state,
        review_note: None,
        posted_at: (state == JobState::Open).then_some(now),
        expires_at: now,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    input.apply_to(now, &mut row)?;
    stand(employer, &mut row)?;
    let change =
        Change::of(row.region).insert(&row).insert(&revision(scribe, &row)).tell(employer.id, told(&row));
    Ok((row, change))
}

/// Posts a job. The id comes from the form, so that a form sent twice posts once.
pub async fn post(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    id: JobId,
    input: &JobInput,
    hand_in: bool,
) -> kernel::Result<JobRow> {
    let owner = crate::employers::row(store, employer).await?;
    let scope = Scope::Employer { id: employer, region: owner.region };
    let permit = actor.may(Operation::JobDraft, &scope).map_err(super::hide)?;
    store
        .write("job.post", &permit, |tx| async move {
            if let Some(there) = tx.maybe::<JobRow>(include_str!("by_id.sql"), args![id]).await? {
                if there.employer_id != employer {
                    return Err(kernel::Error::not_found("not_found").into());
                }
                return Ok(Decision::unchanged(there));
            }
            let owner: EmployerRow = tx.one(include_str!("employer.sql"), args![employer]).await?;
            let (row, change) = decide_post(&store.scribe(), &owner, id, input, hand_in)?;
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

store::view! {
    /// Somebody who waits for a job, or has an offer of it.
    pub struct Asked {
        /// The worker.
        worker_id: WorkerId,
        /// Where the application stands.
        state: String,
    }
}

/// Whether the two differ in what somebody agrees to: the work and what it asks for, its pay, its time, its place.
fn other_terms(a: &JobRow, b: &JobRow) -> bool {
    let terms = |row: &JobRow| {
        (
            (row.kind.0, row.occupation.clone(), row.pay_unit, row.pay_fen, row.settlement),
            row.requirements.clone(),
            (
                row.starts_at,
                row.ends_at,
                row.slots,
                row.address.clone(),
                row.lon.to_bits(),
                row.lat.to_bits(),
            ),
        )
    };
    terms(a) != terms(b)
}

/// Decides an edit. A verified employer's open job stays open; anybody else's is looked at again. Terms stand while
/// somebody has an offer or was hired; those who wait are told when they change.
pub fn decide_edit(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    before: &JobRow,
    asked: &[Asked],
    input: &JobInput,
) -> kernel::Result<(JobRow, Change)> {
    if !matches!(before.state, JobState::Draft | JobState::Review | JobState::Open) {
        return Err(kernel::Error::conflict("job.state").with("state", before.state));
    }
    let mut after = before.clone();
    input.apply_to(scribe.now, &mut after)?;
    stand(employer, &mut after)?;
    let changed = other_terms(before, &after);
    if changed && (before.filled > 0 || asked.iter().any(|one| one.state == "offered")) {
        return Err(kernel::Error::conflict("job.promised"));
    }
    // A draft is nobody's business yet.
    if before.state != JobState::Draft {
        after.state = handed_in(employer)?;
    }
    after.updated_at = scribe.now;
    after.version = before.version + 1;
    let mut change = Change::of(after.region)
        .insert(&revision(scribe, &after))
        .tell(after.employer_id, told(&after))
        .update(before, after.clone());
    for one in asked.iter().filter(|_| changed) {
        change = change.tell(one.worker_id, json!({ "job": after.id, "notice": "job.changed" }));
    }
    Ok((after, change))
}

/// Edits a job; `version` is the one the editor saw.
pub async fn edit(
    store: &Store,
    actor: &Actor,
    id: JobId,
    version: i64,
    input: &JobInput,
) -> kernel::Result<JobRow> {
    let (seen, scope) = super::owned(store, actor, id).await?;
    let permit = actor.may(Operation::JobEdit, &scope)?;
    store
        .write("job.edit", &permit, |tx| async move {
            let before: JobRow = tx.one(include_str!("by_id.sql"), args![seen.id]).await?;
            if before.version != version {
                return Err(kernel::Error::conflict("conflict").into());
            }
            let owner: EmployerRow = tx.one(include_str!("employer.sql"), args![before.employer_id]).await?;
            let asked: Vec<Asked> = tx.all(include_str!("../views/asked.sql"), args![id]).await?;
            let (row, change) = decide_edit(&store.scribe(), &owner, &before, &asked, input)?;
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

/// Moves a job to another state, telling the employer.
pub fn decide_move(
    scribe: &Scribe<'_>,
    before: &JobRow,
    to: JobState,
    note: Option<String>,
    notice: Option<&str>,
) -> (JobRow, Change) {
    let mut after = before.clone();
    after.state = to;
    after.review_note = note;
    after.updated_at = scribe.now;
    if to == JobState::Open && after.posted_at.is_none() {
        after.posted_at = Some(scribe.now);
    }
    after.version = before.version + 1;
    let mut body = told(&after);
    if let (Some(kind), Some(map)) = (notice, body.as_object_mut()) {
        map.insert("notice".into(), kind.into());
    }
    let change = Change::of(after.region).tell(after.employer_id, body).update(before, after.clone());
    (after, change)
}

/// Hands a draft in.
pub async fn submit(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<JobRow> {
    let (_, scope) = super::owned(store, actor, id).await?;
    let permit = actor.may(Operation::JobSubmit, &scope)?;
    store
        .write("job.submit", &permit, |tx| async move {
            let before: JobRow = tx.one(include_str!("by_id.sql"), args![id]).await?;
            let owner: EmployerRow = tx.one(include_str!("employer.sql"), args![before.employer_id]).await?;
            match before.state {
                JobState::Open | JobState::Review => return Ok(Decision::unchanged(before)),
                JobState::Draft if before.expires_at > store.now() => {}
                other => return Err(kernel::Error::conflict("job.state").with("state", other).into()),
            }
            // What an official sent back, an official lets through.
            let to = match handed_in(&owner)? {
                JobState::Open if before.review_note.is_some() => JobState::Review,
                to => to,
            };
            let (row, change) = decide_move(&store.scribe(), &before, to, None, None);
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

/// An official lets a job through, or sends it back as a draft with a note. `version` is the one the official saw.
pub async fn review(
    store: &Store,
    actor: &Actor,
    id: JobId,
    send_back: Option<&str>,
    version: Option<i64>,
) -> kernel::Result<JobRow> {
    let seen = super::row(store, id).await?;
    let permit = actor.may(Operation::JobReview, &Scope::Region(seen.region)).map_err(super::hide)?;
    let note = send_back.map(|n| bounded("note", n, 2, 300)).transpose()?;
    let note = &note;
    store
        .write("job.review", &permit, |tx| async move {
            let before: JobRow = tx.one(include_str!("by_id.sql"), args![id]).await?;
            if before.state != JobState::Review {
                return Err(kernel::Error::conflict("job.state").with("state", before.state).into());
            }
            if version.is_some_and(|seen| seen != before.version) {
                return Err(kernel::Error::conflict("conflict").into());
            }
            let (to, notice) = if note.is_some() {
                (JobState::Draft, "job.sent_back")
            } else {
                (JobState::Open, "job.approved")
            };
            let (row, change) = decide_move(&store.scribe(), &before, to, note.clone(), Some(notice));
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

/// Ends a job; those who applied are told by the lapse that follows.
pub async fn close(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<JobRow> {
    let seen = super::row(store, id).await?;
    let scope = Scope::Employer { id: seen.employer_id, region: seen.region };
    let permit = actor.may(Operation::JobClose, &scope).map_err(super::hide)?;
    store
        .write("job.close", &permit, |tx| async move {
            let before: JobRow = tx.one(include_str!("by_id.sql"), args![id]).await?;
            match before.state {
                JobState::Closed => return Ok(Decision::unchanged(before)),
                JobState::Expired => {
                    return Err(kernel::Error::conflict("job.state").with("state", before.state).into());
                }
                _ => {}
            }
            let (row, change) = decide_move(&store.scribe(), &before, JobState::Closed, None, None);
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}
