//! The rows of the area.

use kernel::{AccountId, EmployerId, Grant, GrantId, Micros, RegionCode, Result, Role};
use store::Scribe;

store::row! {
    /// Someone who signs in: with a phone, or with a login and password.
    pub struct AccountRow in "account" {
        /// The key.
        id: AccountId,
        /// Sealed.
        phone: Option<Vec<u8>>,
        /// The blind index of the phone.
        phone_index: Option<String>,
        /// The login of staff.
        login: Option<String>,
        /// The Argon2id hash of staff's password.
        password: Option<String>,
        /// Sealed: the name of somebody who holds an office.
        name: Option<Vec<u8>>,
        /// When it was opened.
        created_at: Micros,
        /// When its person was erased.
        erased_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// A role given to an account.
    pub struct GrantRow in "role_grant" {
        /// The key.
        id: GrantId,
        /// To whom.
        account_id: AccountId,
        /// Which.
        role: String,
        /// Where.
        region: RegionCode,
        /// For which employer.
        employer_id: Option<EmployerId>,
        /// By which account; none for those who made the role themselves.
        given_by: Option<AccountId>,
        /// Since when.
        given_at: Micros,
        /// Until when, if it ends by itself.
        expires_at: Option<Micros>,
        /// Since when its person agrees to it; until then it gives no right.
        accepted_at: Option<Micros>,
        /// When it was taken back.
        revoked_at: Option<Micros>,
        /// Why it was given, sealed; of an office.
        reason: Option<Vec<u8>>,
        /// Why it was taken back, sealed; of an office.
        revoke_reason: Option<Vec<u8>>,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// A session; its key is the keyed hash of its token.
    pub struct SessionRow in "session" {
        /// The keyed hash of the token.
        id: String,
        /// Whose.
        account_id: AccountId,
        /// What forms must bring along.
        csrf: String,
        /// The browser's name for itself.
        agent: String,
        /// Since when.
        created_at: Micros,
        /// Last seen, to within minutes.
        seen_at: Micros,
        /// Until when.
        expires_at: Micros,
        /// When it was ended before its time.
        ended_at: Option<Micros>,
    }
}

store::versioned!(AccountRow, GrantRow);

impl GrantRow {
    /// The grant as access rules see it.
    pub fn grant(&self) -> Result<Grant> {
        Grant::new(self.role.parse::<Role>()?, self.region, self.employer_id)
    }
}

/// A grant of today, to somebody who agrees to it.
pub fn grant_row(scribe: &Scribe<'_>, account: AccountId, grant: Grant) -> GrantRow {
    GrantRow {
        id: GrantId::from_uuid(scribe.uuid()),
        account_id: account,
        role: grant.role().to_string(),
        region: grant.region(),
        employer_id: grant.employer(),
        given_by: None,
        given_at: scribe.now,
        expires_at: None,
        accepted_at: Some(scribe.now),
        revoked_at: None,
        reason: None,
        revoke_reason: None,
        version: 1,
    }
}

/// The phone of an account in clear, if it has one.
pub(crate) fn open_phone(store: &store::Store, account: &AccountRow) -> Result<Option<kernel::Phone>> {
    let Some(sealed) = &account.phone else { return Ok(None) };
    Ok(Some(store.unseal("account", "phone", account.id, sealed)?.parse()?))
}
