//! The row of an employer and its words.

use kernel::{CreditCode, EmployerId, Micros, RegionCode, Result, words};
use store::{Cell, Scribe, Vault};

words! {
    /// What kind of employer.
    pub enum EmployerKind {
        /// A company.
        Company = "company",
        /// A sole trader.
        SoleTrader = "sole_trader",
        /// A household.
        Household = "household",
        /// A human-resources agency.
        Agency = "agency",
    }
}

words! {
    /// How far an employer is trusted.
    pub enum EmployerState {
        /// Nobody has looked yet.
        Unverified = "unverified",
        /// An official has found it real.
        Verified = "verified",
        /// It may not post.
        Suspended = "suspended",
    }
}

store::text_fields!(EmployerKind, EmployerState);

store::row! {
    /// An employer.
    pub struct EmployerRow in "employer" {
        /// The key.
        id: EmployerId,
        /// What kind.
        kind: EmployerKind,
        /// The name; none for a household.
        name: Option<String>,
        /// A household's name, sealed.
        sealed_name: Option<Vec<u8>>,
        /// The unified social credit code.
        credit_code: Option<CreditCode>,
        /// Where it stands.
        region: RegionCode,
        /// The address; none for a household.
        address: Option<String>,
        /// A household's address, sealed.
        sealed_address: Option<Vec<u8>>,
        /// How far it is trusted.
        state: EmployerState,
        /// When it was verified.
        verified_at: Option<Micros>,
        /// When it registered.
        created_at: Micros,
        /// When this was last changed.
        updated_at: Micros,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(EmployerRow);

impl EmployerRow {
    /// The name in clear, for those who act for the employer.
    pub fn open_name(&self, vault: &Vault) -> Result<String> {
        match (&self.name, &self.sealed_name) {
            (Some(name), _) => Ok(name.clone()),
            (None, Some(sealed)) => self.open(vault, "sealed_name", sealed),
            (None, None) => Ok(String::new()),
        }
    }

    /// The address in clear, for those who act for the employer.
    pub fn open_address(&self, vault: &Vault) -> Result<Option<String>> {
        match (&self.address, &self.sealed_address) {
            (Some(address), _) => Ok(Some(address.clone())),
            (None, Some(sealed)) => self.open(vault, "sealed_address", sealed).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Puts name and address where the kind keeps them: a household's sealed, everybody else's in clear.
    pub(super) fn set_words(&mut self, scribe: &Scribe<'_>, name: &str, address: Option<&str>) -> Result<()> {
        let id = self.id;
        let seal = |column: &str, text: &str| scribe.seal("employer", column, id, text);
        if self.kind == EmployerKind::Household {
            self.sealed_name = Some(seal("sealed_name", name)?);
            self.sealed_address = address.map(|text| seal("sealed_address", text)).transpose()?;
        } else {
            self.name = Some(name.to_owned());
            self.address = address.map(str::to_owned);
        }
        Ok(())
    }

    fn open(&self, vault: &Vault, column: &str, sealed: &[u8]) -> Result<String> {
        Ok(vault.open(Cell::new("employer", column, &self.id.to_string()), sealed)?)
    }
}

/// A household whose person was erased: without name and address, and with no right to post.
pub fn nameless(scribe: &Scribe<'_>, before: &EmployerRow) -> Result<EmployerRow> {
    Ok(EmployerRow {
        sealed_name: Some(scribe.seal("employer", "sealed_name", before.id, "")?),
        sealed_address: None,
        state: EmployerState::Suspended,
        updated_at: scribe.now,
        ..before.clone()
    })
}
