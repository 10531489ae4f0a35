//! One's own profile, and the work one was hired for.

use kernel::{
    AccountId, Actor, ApplicationId, Availability, EmployerId, Error, IdNumber, JobId, Micros, Operation,
    Pay, Phone, Point, RegionCode, Result, WorkerId, mask_name,
};
use store::{Store, args};

use super::{About, WorkerRow, permitted, register::GROWN};

/// A worker, opened for themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The worker.
    pub id: WorkerId,
    /// The name in clear.
    pub name: Option<String>,
    /// The name as others may see it.
    pub name_masked: String,
    /// The phone as others may see it.
    pub phone_masked: String,
    /// Where they live.
    pub region: RegionCode,
    /// Where exactly.
    pub home: Option<Point>,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they can work.
    pub availability: Availability,
    /// How far they go, in metres.
    pub reach_m: i64,
    /// The pay they ask for, if they look for work.
    pub pay: Option<Pay>,
    /// What they say of themselves.
    pub about: About,
    /// Registered for gigs since.
    pub gig_since: Option<Micros>,
    /// Registered for full-time work since.
    pub full_time_since: Option<Micros>,
    /// The identity number with the date of birth hidden.
    pub id_number_masked: Option<String>,
    /// Whether verified employers nearby may invite them.
    pub findable: bool,
    /// Whether they are known to be a minor.
    pub minor: bool,
}

store::view! {
    /// Work that somebody was hired for.
    pub struct Hire {
        /// The application.
        application: ApplicationId,
        /// The job.
        job: JobId,
        /// What it was called.
        title: String,
        /// Its occupation.
        occupation: String,
        /// For whom.
        employer: EmployerId,
        /// Their name; none for a household.
        employer_name: Option<String>,
        /// When they were hired.
        hired_at: Micros,
        /// When the work began.
        starts_at: Option<Micros>,
        /// When it ended.
        ends_at: Option<Micros>,
    }
}

/// One's own profile.
pub async fn profile(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Profile> {
    let (row, _permit) = permitted(store, actor, Operation::WorkerRead, worker).await?;
    let mut profile = open(store, &row).await?;
    if profile.id_number_masked.is_none() {
        // What one record of a person lacks another may say.
        let number = known_number(store, worker).await?;
        profile.minor = number.as_ref().is_some_and(|number| number.age(store.now()) < GROWN);
        profile.id_number_masked = number.map(|number| number.masked());
    }
    Ok(profile)
}

/// The identity number of a person, by whichever of their records has one; the kept one's first.
pub(crate) async fn known_number(store: &Store, worker: WorkerId) -> Result<Option<IdNumber>> {
    let mut rows = super::records(store, worker).await?;
    rows.sort_by_key(|row| row.merged_into.is_some());
    for row in &rows {
        if let Some(number) = row.open_id_number(store.vault())? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

async fn open(store: &Store, row: &WorkerRow) -> Result<Profile> {
    let vault = store.vault();
    let phone = store.maybe::<Reached>(include_str!("phone.sql"), args![row.account_id]).await?;
    let name = row.open_name(vault)?;
    let number = row.open_id_number(vault)?;
    Ok(Profile {
        id: row.id,
        name_masked: name.as_deref().map(mask_name).unwrap_or_default(),
        name,
        phone_masked: phone_masked(store, row.account_id, phone.and_then(|found| found.phone).as_deref())?,
        region: row.region,
        home: row.open_home(vault)?,
        occupations: row.occupation_codes(),
        availability: row.availability,
        reach_m: row.reach_m,
        pay: row.pay()?,
        about: row.open_about(vault)?,
        gig_since: row.gig_since,
        full_time_since: row.full_time_since,
        minor: number.as_ref().is_some_and(|number| number.age(store.now()) < GROWN),
        id_number_masked: number.map(|number| number.masked()),
        findable: row.findable_since.is_some(),
    })
}

store::view! {
    /// The sealed phone of an account.
    pub struct Reached {
        /// Sealed.
        phone: Option<Vec<u8>>,
    }
}

/// The phone of an account, masked; empty if it has none.
pub(super) fn phone_masked(store: &Store, account: AccountId, sealed: Option<&[u8]>) -> Result<String> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let phone = store.unseal("account", "phone", account, sealed)?;
    phone.parse::<Phone>().map(|phone| phone.masked()).map_err(|_| Error::internal("internal"))
}
