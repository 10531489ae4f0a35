//! Registering an employer. The account that registers it acts for it.

use kernel::{
    AccountId, Actor, CreditCode, EmployerId, Error, Grant, Operation, PersonName, RegionCode, Result, Role,
    Scope, bounded,
};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{EmployerKind, EmployerRow, EmployerState};
use crate::accounts::{GrantRow, grant_row};

/// What an employer tells.
#[derive(Clone, Debug)]
pub struct New {
    /// What kind.
    pub kind: EmployerKind,
    /// The registered name; a person's name for a household.
    pub name: String,
    /// Needed of companies and agencies, never kept of households.
    pub credit_code: Option<CreditCode>,
    /// Where it stands.
    pub region: RegionCode,
    /// The address.
    pub address: Option<String>,
}

impl New {
    /// Refuses what is missing, unknown or too long.
    pub fn checked(mut self) -> Result<Self> {
        if atlas::Atlas::load().get(self.region).is_none() {
            return Err(Error::invalid("region.unknown").field("region"));
        }
        self.name = match self.kind {
            EmployerKind::Household => self.name.parse::<PersonName>()?.as_str().to_owned(),
            _ => bounded("name", &self.name, 2, 100)?,
        };
        match self.kind {
            EmployerKind::Company | EmployerKind::Agency if self.credit_code.is_none() => {
                return Err(Error::invalid("employer.credit_code_needed").field("credit_code"));
            }
            EmployerKind::Household => self.credit_code = None,
            _ => {}
        }
        let address = self.address.as_deref().map(|text| bounded("address", text, 0, 200)).transpose()?;
        self.address = address.filter(|text| !text.is_empty());
        Ok(self)
    }
}

/// Registers an employer for the actor's own account; an account acts for one employer of a kind.
pub async fn register(store: &Store, actor: &Actor, account: AccountId, input: New) -> Result<EmployerId> {
    let permit = actor.may(Operation::EmployerRegister, &Scope::Account(account))?;
    if actor.account() != Some(account) {
        return Err(Error::not_found("not_found"));
    }
    let input = &input.checked()?;
    let done = store
        .write("employer.register", &permit, |tx| async move {
            let mine = tx.all::<EmployerRow>(include_str!("owned.sql"), args![account]).await?;
            if mine.iter().any(|row| row.kind == input.kind) {
                return Err(Error::conflict("employer.already").into());
            }
            if let Some(code) = input.credit_code
                && tx.maybe::<String>(include_str!("of_credit_code.sql"), args![code]).await?.is_some()
            {
                return Err(taken().into());
            }
            let (row, _grant, change) = decide_register(&store.scribe(), account, input)?;
            Ok(Decision::changed(row.id, change))
        })
        .await;
    match done {
        Err(store::Error::Unique) => Err(taken()),
        other => Ok(other?),
    }
}

/// The employer, the grant of the account that acts for it, and their entry.
pub fn decide_register(
    scribe: &Scribe<'_>,
    account: AccountId,
    input: &New,
) -> Result<(EmployerRow, GrantRow, Change)> {
    let id = EmployerId::from_uuid(scribe.uuid());
    let mut row = EmployerRow {
        id,
        kind: input.kind,
        name: None,
        sealed_name: None,
        credit_code: input.credit_code,
        region: input.region,
        address: None,
        sealed_address: None,
        state: EmployerState::Unverified,
        verified_at: None,
        created_at: scribe.now,
        updated_at: scribe.now,
        version: 1,
    };
    row.set_words(scribe, &input.name, input.address.as_deref())?;
    let grant = grant_row(scribe, account, Grant::new(Role::Employer, input.region, Some(id))?);
    let change = Change::of(input.region)
        .insert(&row)
        .insert(&grant)
        .tell(id, json!({ "employer": id, "kind": row.kind }))
        .tell(account, json!({ "employer": id, "grant": grant.id, "role": grant.role }));
    Ok((row, grant, change))
}

pub(super) fn taken() -> Error {
    Error::conflict("employer.credit_code_taken").field("credit_code")
}
