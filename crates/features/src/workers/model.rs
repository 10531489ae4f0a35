//! The row of a worker.

use kernel::{
    AccountId, Availability, Error, Fen, IdNumber, Micros, Pay, PayUnit, Point, RegionCode, Result, WorkerId,
};
use store::Vault;

use super::{About, RegistrationKind, register::GROWN};

store::row! {
    /// A worker. Name, identity number, home and what they say of themselves are sealed.
    pub struct WorkerRow in "worker" {
        /// The key.
        id: WorkerId,
        /// The account they sign in with.
        account_id: AccountId,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// The blind index of the name.
        name_index: Option<String>,
        /// Sealed.
        id_number: Option<Vec<u8>>,
        /// The blind index of the identity number.
        id_number_index: Option<String>,
        /// Sealed: a point as JSON.
        home: Option<Vec<u8>>,
        /// Sealed: [`About`] as JSON.
        about: Option<Vec<u8>>,
        /// Where they live.
        region: RegionCode,
        /// Codes of occupations, joined by commas.
        occupations: String,
        /// When they can work.
        availability: Availability,
        /// How far they go, in metres.
        reach_m: i64,
        /// What the pay they ask for is counted by.
        pay_unit: Option<PayUnit>,
        /// The pay they ask for; none for somebody who is not looking for work.
        pay_fen: Option<Fen>,
        /// Since when verified employers nearby may invite them; none if they may not.
        findable_since: Option<Micros>,
        /// Registered for gigs since.
        gig_since: Option<Micros>,
        /// Registered for full-time work since.
        full_time_since: Option<Micros>,
        /// When they registered first.
        created_at: Micros,
        /// When this was last changed.
        updated_at: Micros,
        /// The record of the same person that this one goes by.
        merged_into: Option<WorkerId>,
        /// When they were erased.
        erased_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(WorkerRow);

impl WorkerRow {
    /// The occupations they look for.
    pub fn occupation_codes(&self) -> Vec<String> {
        self.occupations.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect()
    }

    /// What they look for; of two registrations the later one.
    pub fn wants(&self) -> RegistrationKind {
        if self.full_time_since > self.gig_since { RegistrationKind::FullTime } else { RegistrationKind::Gig }
    }

    /// The pay they ask for, if they look for work.
    pub fn pay(&self) -> Result<Option<Pay>> {
        self.pay_unit.zip(self.pay_fen).map(|(unit, fen)| Pay::new(unit, fen)).transpose()
    }

    /// The name in clear, for those who may see it; none once erased.
    pub fn open_name(&self, vault: &Vault) -> Result<Option<String>> {
        self.open(vault, "name", self.name.as_deref())
    }

    /// Where they live.
    pub fn open_home(&self, vault: &Vault) -> Result<Option<Point>> {
        self.open(vault, "home", self.home.as_deref())?.map(|text| read(&text)).transpose()
    }

    /// The identity number in clear.
    pub(crate) fn open_id_number(&self, vault: &Vault) -> Result<Option<IdNumber>> {
        self.open(vault, "id_number", self.id_number.as_deref())?.map(|text| text.parse()).transpose()
    }

    /// Whether they are known to be a minor; nobody is by not having said their number.
    pub fn is_minor(&self, vault: &Vault, now: Micros) -> Result<bool> {
        Ok(self.open_id_number(vault)?.is_some_and(|number| number.age(now) < GROWN))
    }

    /// What they say of themselves.
    pub fn open_about(&self, vault: &Vault) -> Result<About> {
        let text = self.open(vault, "about", self.about.as_deref())?;
        text.map_or_else(|| Ok(About::default()), |text| read(&text))
    }

    fn open(&self, vault: &Vault, column: &str, sealed: Option<&[u8]>) -> Result<Option<String>> {
        let row = self.id.to_string();
        let cell = store::Cell::new("worker", column, &row);
        Ok(sealed.map(|sealed| vault.open(cell, sealed)).transpose()?)
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::internal("internal"))
}
