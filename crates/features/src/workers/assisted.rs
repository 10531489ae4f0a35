//! A clerk registers a newcomer, and changes what somebody said of themselves with their consent. It refuses to register
//! anybody twice: whoever has the phone or the identity number already is told of.

use kernel::{
    Actor, Availability, Error, Operation, Pay, Permit, Phone, RegionCode, Result, Scope, WorkerId,
};
use store::{Decision, Store, Tx, args};

use super::register::{Holder, decide_put, id_number_taken, put};
use super::{Registration, RegistrationKind, WorkerRow, row_in};
use crate::{accounts, consents};

/// Somebody who is not here yet.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// The caller's: one that is there already is refused.
    pub id: WorkerId,
    /// With it they sign in themselves; those without one come to a counter.
    pub phone: Option<Phone>,
    /// What they say.
    pub input: Registration,
}

/// What a clerk changes for somebody; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// What they register for besides.
    pub kind: Option<RegistrationKind>,
    /// Where they live.
    pub region: Option<RegionCode>,
    /// The occupations they look for.
    pub occupations: Option<Vec<String>>,
    /// When they can work.
    pub availability: Option<Availability>,
    /// How far they go, in metres.
    pub reach_m: Option<i64>,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// What they can do.
    pub skills: Option<Vec<String>>,
}

/// Registers a newcomer who lives in the clerk's region.
pub async fn register_for(store: &Store, actor: &Actor, newcomer: &Newcomer) -> Result<WorkerId> {
    let permit = actor.may(Operation::WorkerRegisterFor, &Scope::Region(newcomer.input.region))?;
    store
        .write(
            "worker.register_for",
            &permit,
            |tx| async move { register_for_in(&tx, store, newcomer).await },
        )
        .await
        .map_err(Into::into)
}

/// The same inside a decision.
pub(crate) async fn register_for_in(
    tx: &Tx,
    store: &Store,
    newcomer: &Newcomer,
) -> std::result::Result<Decision<WorkerId>, store::Error> {
    let scribe = store.scribe();
    let input = &newcomer.input.clone().checked()?;
    if tx.maybe::<String>(include_str!("known.sql"), args![newcomer.id]).await?.is_some() {
        return Err(Error::conflict("worker.registered").into());
    }
    if let Some(number) = &input.id_number {
        let [index, other] = scribe.blinds("id_number", number.as_str());
        if tx.maybe::<Holder>(include_str!("of_id_number.sql"), args![index, other]).await?.is_some() {
            return Err(id_number_taken().into());
        }
    }
    let (account, opened) = match &newcomer.phone {
        Some(phone) => accounts::of_phone(tx, &scribe, phone).await?,
        None => {
            let (row, change) = accounts::decide_phoneless(&scribe);
            (row.id, Some(change))
        }
    };
    if opened.is_none()
        && tx.maybe::<WorkerRow>(include_str!("of_account.sql"), args![account]).await?.is_some()
    {
        return Err(Error::conflict("worker.phone_taken").field("phone").into());
    }
    let (row, change) = decide_put(&scribe, account, newcomer.id, None, input)?;
    let change = match opened {
        // The account before the worker that points at it; the region stays the worker's.
        Some(opened) => store::Change::of(row.region).and(opened).and(change),
        None => change,
    };
    Ok(Decision::changed(row.id, change))
}

/// Changes what somebody said of themselves, as they or their consent allow.
pub async fn amend(store: &Store, actor: &Actor, worker: WorkerId, patch: &Patch) -> Result<()> {
    let (_, permit) = &super::permitted(store, actor, Operation::WorkerUpdate, worker).await?;
    store
        .write("worker.update", permit, |tx| async move { amend_in(&tx, store, permit, worker, patch).await })
        .await?;
    Ok(())
}

/// The same inside a decision.
pub(crate) async fn amend_in(
    tx: &Tx,
    store: &Store,
    permit: &Permit,
    worker: WorkerId,
    patch: &Patch,
) -> std::result::Result<Decision<WorkerId>, store::Error> {
    let row = row_in(tx, worker).await?;
    consents::still(tx, store, permit, row.id).await?;
    let input = amended(store, &row, patch)?.checked()?;
    put(tx, store, row.account_id, Some(row), &input).await
}

fn amended(store: &Store, row: &WorkerRow, patch: &Patch) -> Result<Registration> {
    let vault = store.vault();
    let usual = if row.gig_since.is_none() { RegistrationKind::FullTime } else { RegistrationKind::Gig };
    let pay = match patch.pay {
        Some(pay) => Some(pay),
        None => row.pay()?,
    };
    let mut about = row.open_about(vault)?;
    if let Some(skills) = &patch.skills {
        about.skills.clone_from(skills);
    }
    // Who moved is no longer where they were; who only says more stays.
    let moved = patch.region.is_some_and(|region| region != row.region);
    Ok(Registration {
        name: row.open_name(vault)?.unwrap_or_default().parse()?,
        kind: patch.kind.unwrap_or(usual),
        id_number: None,
        region: patch.region.unwrap_or(row.region),
        home: if moved { None } else { row.open_home(vault)? },
        occupations: patch.occupations.clone().unwrap_or_else(|| row.occupation_codes()),
        availability: patch.availability.unwrap_or(row.availability),
        reach_m: patch.reach_m.unwrap_or(row.reach_m),
        pay: pay.ok_or(Error::invalid("text.empty").field("pay"))?,
        findable: row.findable_since.is_some() && !moved,
        about,
    })
}
