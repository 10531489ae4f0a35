//! Logins of those who hold an office: made without a password, which their owner sets with a one-time token. Whoever gives
//! a role never knows the password of whom they gave it to.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountId, Actor, Error, Micros, Operation, PersonName, Result, Scope, bounded};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{AccountRow, Session, challenge, password, session};

/// How long a token to set one's password holds.
const ACTIVATION: i64 = 7 * Micros::DAY;
const PURPOSE: &str = "activate";

/// 3 to 40 small letters, digits, dots, dashes and underscores.
pub(super) fn well_formed(login: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    (3..=40).contains(&login.len()) && login.chars().all(plain)
}

/// A login as it is kept.
pub fn login(text: &str) -> Result<String> {
    let login = text.trim().to_lowercase();
    if well_formed(&login) { Ok(login) } else { Err(Error::invalid("staff.login_format").field("login")) }
}

/// The hash of a password that is neither short nor the login itself.
pub(super) async fn hashed(store: &Store, login: &str, text: &str) -> Result<String> {
    let weak = || Error::invalid("staff.password_weak").field("password").with("min", 10);
    bounded("password", text, 10, 200).map_err(|_| weak())?;
    if text.to_lowercase().contains(login) {
        return Err(weak());
    }
    password::hash(text, store.entropy().bytes()).await
}

/// A new account with a login, and its entry. It has no password until its owner sets one.
pub fn decide_login(
    scribe: &Scribe<'_>,
    login: String,
    name: Option<&PersonName>,
    password: Option<String>,
) -> Result<(AccountRow, Change)> {
    let id = AccountId::from_uuid(scribe.uuid());
    let row = AccountRow {
        id,
        phone: None,
        phone_index: None,
        login: Some(login),
        password,
        name: name.map(|name| scribe.seal("account", "name", id, name.as_str())).transpose()?,
        created_at: scribe.now,
        erased_at: None,
        version: 1,
    };
    let change = Change::anywhere().insert(&row).tell(id, json!({}));
    Ok((row, change))
}

/// An account by its login.
pub async fn of_login(tx: &store::Tx, login: &str) -> std::result::Result<Option<AccountRow>, store::Error> {
    tx.maybe(include_str!("account_of_login.sql"), args![login.to_owned()]).await
}

/// An account by its key.
pub async fn of_id(tx: &store::Tx, id: AccountId) -> std::result::Result<AccountRow, store::Error> {
    tx.one(include_str!("account.sql"), args![id]).await
}

/// The account without password and second factors, for its owner to begin anew; and whether there is anything to undo.
pub fn decide_reset(before: &AccountRow) -> AccountRow {
    AccountRow { password: None, ..before.clone() }
}

/// A fresh one-time token with which the owner of an account sets a password; the one before it no longer holds.
pub async fn activation(store: &Store, account: AccountId) -> Result<String> {
    challenge::supersede(store, account, PURPOSE).await?;
    challenge::issue(store, account, PURPOSE, "", ACTIVATION).await
}

/// Sets the password of an account with its token, and signs its owner in.
pub async fn activate(store: &Store, token: &str, text: &str, agent: &str) -> Result<Session> {
    let permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    let wrong = || Error::forbidden("staff.activation_wrong").field("token");
    let Some(found) = challenge::read(store, token, PURPOSE).await? else { return Err(wrong()) };
    let account = found.account_id;
    let row = get(store, account).await?;
    let hash = &hashed(store, row.login.as_deref().unwrap_or_default(), text).await?;
    if !challenge::take(store, token, PURPOSE).await? {
        return Err(wrong());
    }
    store
        .write("account.activate", &permit, |tx| async move {
            let before = of_id(&tx, account).await?;
            if before.erased_at.is_some() || before.login.is_none() {
                return Err(wrong().into());
            }
            let after = AccountRow { password: Some(hash.clone()), ..before.clone() };
            Ok(Decision::changed((), Change::anywhere().update(&before, after).tell(account, json!({}))))
        })
        .await?;
    session::end_all(store, account, None).await?;
    session::issue(store, account, agent, session::OFFICE).await
}

/// Changes one's own password; every other session ends.
pub async fn change_password(store: &Store, actor: &Actor, here: &str, old: &str, new: &str) -> Result<()> {
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let permit = actor.may(Operation::AccountSecure, &Scope::Account(account))?;
    let row = get(store, account).await?;
    let bucket = store.vault().tag("password", &account.to_string());
    if !super::attempts::take(store, "password", &bucket, 5, 15 * Micros::MINUTE).await? {
        return Err(Error::too_many("session.too_many"));
    }
    if !password::verify(old, row.password.clone()).await {
        return Err(Error::invalid("session.password_wrong").field("old"));
    }
    let hash = &hashed(store, row.login.as_deref().unwrap_or_default(), new).await?;
    store
        .write("account.password", &permit, |tx| async move {
            let before = of_id(&tx, account).await?;
            let after = AccountRow { password: Some(hash.clone()), ..before.clone() };
            Ok(Decision::changed((), Change::anywhere().update(&before, after).tell(account, json!({}))))
        })
        .await?;
    session::end_all(store, account, Some(here)).await
}

/// An account by its key, outside a transaction.
pub async fn get(store: &Store, id: AccountId) -> std::result::Result<AccountRow, store::Error> {
    store.one(include_str!("account.sql"), args![id]).await
}

/// Whether somebody has set the password of an account.
pub async fn has_password(store: &Store, account: AccountId) -> Result<bool> {
    let row = get(store, account).await?;
    Ok(row.password.is_some())
}

/// The offices an account holds.
pub async fn offices_of(
    tx: &store::Tx,
    account: AccountId,
    now: Micros,
) -> std::result::Result<Vec<super::GrantRow>, store::Error> {
    tx.all(include_str!("offices_of_account.sql"), args![account, now]).await
}

/// The same, outside a transaction.
pub async fn offices_now(store: &Store, account: AccountId) -> Result<Vec<super::GrantRow>> {
    Ok(store.all(include_str!("offices_of_account.sql"), args![account, store.now()]).await?)
}

/// The login of an account, if it has one.
pub async fn own_login(store: &Store, account: AccountId) -> Result<Option<String>> {
    Ok(logins(store, &[account]).await?.remove(&account))
}

store::view! {
    /// An account and its login.
    pub struct Named {
        /// The account.
        id: AccountId,
        /// The login.
        login: String,
    }
}

/// The logins of accounts that have one.
pub async fn logins(store: &Store, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, String>> {
    let keys: BTreeSet<String> = accounts.iter().map(ToString::to_string).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let rows: Vec<Named> = store.of_keys(include_str!("logins.sql"), &keys).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.login)).collect())
}
