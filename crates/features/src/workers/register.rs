//! Becoming a worker, and changing what one has said. One worker an account, one identity number a worker.

use std::collections::BTreeSet;

use kernel::{
    AccountId, Actor, Availability, Error, IdNumber, Level, Micros, Operation, Pay, PersonName, Point,
    RegionCode, Result, Scope, WorkerId, bounded, words,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{WorkerRow, permitted};
use crate::{consents, ledgers};

words! {
    /// What somebody registers for.
    pub enum RegistrationKind {
        /// Gigs, traditional and flexible.
        Gig = "gig",
        /// Full-time work.
        FullTime = "full_time",
    }
}

words! {
    /// What work may ask for and somebody has: papers, tools, a vehicle. The words are those of a job's requirements.
    pub enum Belonging {
        /// A health certificate.
        HealthCertificate = "health_certificate",
        /// An electrician's certificate.
        ElectricianCertificate = "electrician_certificate",
        /// A driving licence.
        DrivingLicence = "driving_licence",
        /// Tools of one's own.
        OwnTools = "own_tools",
        /// A vehicle of one's own.
        OwnVehicle = "own_vehicle",
    }
}

/// Nobody younger works (Labour Law, article 15).
const YOUNGEST: i32 = 16;
/// From this age on one is no longer a minor.
pub(super) const GROWN: i32 = 18;

/// What workers say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What they can do, a few words each.
    pub skills: Vec<String>,
    /// What they have.
    #[serde(default)]
    pub has: Vec<Belonging>,
    /// Anything else.
    pub text: String,
}

/// All that a worker tells.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The real name.
    pub name: PersonName,
    /// What for.
    pub kind: RegistrationKind,
    /// The identity number; left out in a later registration, the one that is known stays.
    pub id_number: Option<IdNumber>,
    /// Where they live.
    pub region: RegionCode,
    /// Where exactly, if they care to say.
    pub home: Option<Point>,
    /// One to five occupations.
    pub occupations: Vec<String>,
    /// When they can work.
    pub availability: Availability,
    /// How far they go, in metres.
    pub reach_m: i64,
    /// The pay they ask for.
    pub pay: Pay,
    /// What they say of themselves.
    pub about: About,
    /// Whether verified employers nearby may invite them.
    pub findable: bool,
}

/// Registers the actor's own account. Once more for the other kind adds that kind; for the same kind it changes what
/// was said.
pub async fn register(
    store: &Store,
    actor: &Actor,
    account: AccountId,
    input: Registration,
) -> Result<WorkerId> {
    let permit = actor.may(Operation::WorkerRegister, &Scope::Account(account))?;
    if actor.account() != Some(account) {
        return Err(Error::not_found("not_found"));
    }
    let input = &input.checked()?;
    store
        .write("worker.register", &permit, |tx| async move {
            let before = tx.maybe::<WorkerRow>(include_str!("of_account.sql"), args![account]).await?;
            put(&tx, store, account, before, input).await
        })
        .await
        .map_err(taken)
}

/// Changes what a worker has said.
pub async fn update(store: &Store, actor: &Actor, worker: WorkerId, input: Registration) -> Result<()> {
    let (row, permit) = &permitted(store, actor, Operation::WorkerUpdate, worker).await?;
    let (account, input) = (row.account_id, &input.checked()?);
    store
        .write("worker.update", permit, |tx| async move {
            consents::still(&tx, store, permit, worker).await?;
            let before = tx.one::<WorkerRow>(include_str!("get.sql"), args![worker]).await?;
            put(&tx, store, account, Some(before), input).await
        })
        .await
        .map_err(taken)?;
    Ok(())
}

store::view! {
    /// Whose an identity number is.
    pub struct Holder {
        /// The record.
        id: WorkerId,
        /// The record of the same person that is kept.
        merged_into: Option<WorkerId>,
    }
}

pub(super) async fn put(
    tx: &Tx,
    store: &Store,
    account: AccountId,
    before: Option<WorkerRow>,
    input: &Registration,
) -> Result<Decision<WorkerId>, store::Error> {
    let (mut input, scribe) = (input.clone(), &store.scribe());
    let known = before.as_ref().map(|row| row.id);
    if let Some(number) = &input.id_number {
        let [index, other] = scribe.blinds("id_number", number.as_str());
        let known = args![index, other];
        let holder = tx.maybe::<Holder>(include_str!("of_id_number.sql"), known).await?;
        match (holder, before.as_ref().map(|row| row.id)) {
            (Some(holder), me) if Some(holder.id) == me => {}
            // Another record of the same person has it already: there it stays.
            (Some(holder), Some(me)) if holder.merged_into == Some(me) => input.id_number = None,
            (Some(_), _) => return Err(id_number_taken().into()),
            (None, _) => {}
        }
    }
    let (row, mut change) = decide_register(scribe, account, before, &input)?;
    if let Some(known) = known {
        // Where they live and when they were born say in which ledgers they are, and of which place.
        let mut records = super::records_in(tx, known).await?;
        records.iter_mut().filter(|record| record.id == known).for_each(|record| record.clone_from(&row));
        let mut reckoning = ledgers::Reckoning::default();
        reckoning.person(tx, store, records, &[]).await?;
        change = change.and(reckoning.finish(tx).await?);
    }
    Ok(Decision::changed(row.id, change))
}

/// The row as it is to be, given what there was.
pub fn decide_register(
    scribe: &Scribe<'_>,
    account: AccountId,
    before: Option<WorkerRow>,
    input: &Registration,
) -> Result<(WorkerRow, Change)> {
    let fresh = || WorkerId::from_uuid(scribe.uuid());
    decide_put(scribe, account, before.as_ref().map_or_else(fresh, |row| row.id), before, input)
}

/// The same under an id that is given.
pub(super) fn decide_put(
    scribe: &Scribe<'_>,
    account: AccountId,
    id: WorkerId,
    before: Option<WorkerRow>,
    input: &Registration,
) -> Result<(WorkerRow, Change)> {
    if before.as_ref().is_some_and(|row| row.erased_at.is_some()) {
        return Err(Error::not_found("not_found"));
    }
    if input.id_number.as_ref().is_some_and(|number| number.age(scribe.now) < YOUNGEST) {
        return Err(Error::invalid("worker.under_age").field("id_number").with("min", i64::from(YOUNGEST)));
    }
    let seal = |column: &str, plain: &str| scribe.seal("worker", column, id, plain);
    let (id_number, id_number_index) = match (&input.id_number, &before) {
        (Some(number), _) => {
            let index = scribe.blind("id_number", number.as_str());
            (Some(seal("id_number", number.as_str())?), Some(index))
        }
        (None, Some(row)) => (row.id_number.clone(), row.id_number_index.clone()),
        (None, None) => (None, None),
    };
    let since = |kind: RegistrationKind, then: Option<Micros>| {
        then.or_else(|| (input.kind == kind).then_some(scribe.now))
    };
    let after = WorkerRow {
        id,
        // A record that is kept after a merge may be another account's of the same person.
        account_id: before.as_ref().map_or(account, |row| row.account_id),
        name: Some(seal("name", input.name.as_str())?),
        name_index: Some(scribe.blind("name", input.name.as_str())),
        id_number,
        id_number_index,
        home: input.home.map(|home| seal("home", &json!(home).to_string())).transpose()?,
        about: Some(seal("about", &json!(input.about).to_string())?),
        region: input.region,
        occupations: input.occupations.join(","),
        availability: input.availability,
        reach_m: input.reach_m,
        pay_unit: Some(input.pay.unit()),
        pay_fen: Some(input.pay.fen()),
        findable_since: input
            .findable
            .then(|| before.as_ref().and_then(|row| row.findable_since).unwrap_or(scribe.now)),
        gig_since: since(RegistrationKind::Gig, before.as_ref().and_then(|row| row.gig_since)),
        full_time_since: since(
            RegistrationKind::FullTime,
            before.as_ref().and_then(|row| row.full_time_since),
        ),
        created_at: before.as_ref().map_or(scribe.now, |row| row.created_at),
        updated_at: scribe.now,
        merged_into: before.as_ref().and_then(|row| row.merged_into),
        erased_at: None,
        version: before.as_ref().map_or(1, |row| row.version),
    };
    let change = Change::of(after.region).tell(id, json!({ "worker": id, "kind": input.kind }));
    match before {
        None => Ok((after.clone(), change.insert(&after))),
        Some(before) => {
            let next = WorkerRow { version: before.version + 1, ..after.clone() };
            Ok((next, change.update(&before, after)))
        }
    }
}

impl Registration {
    /// Refuses unknown places and occupations, and what is too long or too far.
    pub fn checked(mut self) -> Result<Self> {
        let atlas = atlas::Atlas::load();
        if atlas.get(self.region).is_none() {
            return Err(Error::invalid("region.unknown").field("region"));
        }
        if self.home.is_some_and(|home| atlas.county_of(home).is_none()) {
            return Err(Error::invalid("place.outside").field("home"));
        }
        if self.findable && self.home.is_none() && self.region.level() < Level::Township {
            return Err(Error::invalid("worker.findable_place").field("region"));
        }
        let distinct: BTreeSet<_> = self.occupations.iter().collect();
        if !(1..=5).contains(&self.occupations.len()) || distinct.len() != self.occupations.len() {
            return Err(Error::invalid("worker.occupations_count").field("occupations").with("max", 5));
        }
        let known = matching::Occupations::load();
        if self.occupations.iter().any(|code| known.get(code).is_none()) {
            return Err(Error::invalid("occupation.unknown").field("occupations"));
        }
        if !(500..=100_000).contains(&self.reach_m) {
            return Err(Error::invalid("worker.reach")
                .field("reach_m")
                .with("min", 500)
                .with("max", 100_000));
        }
        if self.about.skills.len() > 20 {
            return Err(Error::invalid("worker.skills_count").field("skills").with("max", 20));
        }
        for skill in &mut self.about.skills {
            *skill = bounded("skills", skill, 1, 40)?;
        }
        self.about.has.sort_unstable();
        self.about.has.dedup();
        self.about.text = bounded("about", &self.about.text, 0, 2000)?;
        Ok(self)
    }
}

pub(super) fn id_number_taken() -> Error {
    Error::conflict("worker.id_number_taken").field("id_number")
}

fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Unique => id_number_taken(),
        other => other.into(),
    }
}
