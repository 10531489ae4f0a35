//! Staff, officials and operators: they sign in with a login and a password, and are made by officials; the first
//! official is made with a token that only the machine's owner sees.

use kernel::{AccountId, Actor, Error, Grant, Micros, Operation, RegionCode, Result, Role, Scope, bounded};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{AccountRow, Session, attempts, grant_row, password, session};

const SESSION: i64 = 12 * Micros::HOUR;
const TRIES: i64 = 10;
const WINDOW: i64 = 15 * Micros::MINUTE;
const TOKEN: &str = "setup.token";

/// Signs in with login and password.
pub async fn staff_sign_in(store: &Store, login: &str, password: &str, agent: &str) -> Result<Session> {
    let _permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    let login = login.trim().to_lowercase();
    let bucket = store.vault().blind("login", &login);
    if !attempts::left(store, "staff_sign_in", &bucket, TRIES, WINDOW).await? {
        return Err(Error::too_many("session.too_many"));
    }
    // Only failures count: whoever knows the password is not locked out by signing in often.
    let failed = async || {
        attempts::take(store, "staff_sign_in", &bucket, TRIES, WINDOW).await?;
        Err(wrong())
    };
    if !well_formed(&login) {
        return failed().await;
    }
    let known = store.maybe::<AccountRow>(include_str!("account_of_login.sql"), args![login]).await?;
    let hash = known.as_ref().and_then(|account| account.password.clone());
    match known {
        Some(account) if password::verify(password, hash).await => {
            session::issue(store, account.id, agent, SESSION).await
        }
        Some(_) => failed().await,
        None => {
            password::verify(password, None).await;
            failed().await
        }
    }
}

/// A fresh one-time token for the first official, if there is no official; the one before it no longer holds.
pub async fn first_official_token(store: &Store) -> Result<Option<String>> {
    if store.one::<i64>(include_str!("officials.sql"), vec![]).await? > 0 {
        return Ok(None);
    }
    let token: String = store.entropy().bytes::<16>().iter().map(|b| format!("{b:02x}")).collect();
    let hash = &store.vault().blind("setup", &token);
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("setting_put.sql"), args![TOKEN.to_owned(), hash.clone()]).await
        })
        .await?;
    Ok(Some(token))
}

/// Makes the first official.
pub async fn setup_official(
    store: &Store,
    token: &str,
    login: &str,
    password: &str,
    region: RegionCode,
) -> Result<AccountId> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    let hash = &store.vault().blind("setup", token.trim());
    if store.maybe::<String>(include_str!("setting_get.sql"), args![TOKEN.to_owned()]).await?.as_ref()
        != Some(hash)
    {
        return Err(Error::forbidden("staff.token_wrong").field("token"));
    }
    let grant = Grant::new(Role::Official, region, None)?;
    let new = &Login::new(store, login, password).await?;
    let account = store
        .write("staff.setup", &permit, |tx| async move {
            let kept = tx.maybe::<String>(include_str!("setting_get.sql"), args![TOKEN.to_owned()]).await?;
            if kept.as_ref() != Some(hash) || tx.one::<i64>(include_str!("officials.sql"), vec![]).await? > 0
            {
                return Err(Error::forbidden("staff.token_wrong").field("token").into());
            }
            let (account, change) = decide_staff(&store.scribe(), new, grant);
            Ok(Decision::changed(account.id, change))
        })
        .await
        .map_err(taken)?;
    store
        .upkeep(
            |tx| async move { tx.execute(include_str!("setting_drop.sql"), args![TOKEN.to_owned()]).await },
        )
        .await?;
    Ok(account)
}

/// Gives somebody a login and a role in a region.
pub async fn create_staff(
    store: &Store,
    actor: &Actor,
    login: &str,
    password: &str,
    role: Role,
    region: RegionCode,
) -> Result<AccountId> {
    let permit = actor.may(Operation::GrantGive, &Scope::Region(region))?;
    let grant = Grant::new(role, region, None)?;
    let new = &Login::new(store, login, password).await?;
    store
        .write("grant.give", &permit, |_tx| async move {
            let (account, change) = decide_staff(&store.scribe(), new, grant);
            Ok(Decision::changed(account.id, change))
        })
        .await
        .map_err(taken)
}

/// 3 to 40 small letters, digits, dots, dashes and underscores.
fn well_formed(login: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    (3..=40).contains(&login.len()) && login.chars().all(plain)
}

/// A login with the hash of its password.
struct Login {
    login: String,
    hash: String,
}

impl Login {
    async fn new(store: &Store, login: &str, password: &str) -> Result<Self> {
        let login = login.trim().to_lowercase();
        if !well_formed(&login) {
            return Err(Error::invalid("staff.login_format").field("login"));
        }
        let weak = || Error::invalid("staff.password_weak").field("password").with("min", 10);
        bounded("password", password, 10, 200).map_err(|_| weak())?;
        if password.to_lowercase().contains(&login) {
            return Err(weak());
        }
        Ok(Self { login, hash: password::hash(password, store.entropy().bytes()).await? })
    }
}

fn decide_staff(scribe: &Scribe<'_>, new: &Login, grant: Grant) -> (AccountRow, Change) {
    let account = AccountRow {
        id: AccountId::from_uuid(scribe.uuid()),
        phone: None,
        phone_index: None,
        login: Some(new.login.clone()),
        password: Some(new.hash.clone()),
        name: None,
        created_at: scribe.now,
        erased_at: None,
        version: 1,
    };
    let given = grant_row(scribe, account.id, grant);
    let fact = json!({ "grant": given.id, "role": given.role, "region": given.region });
    let change = Change::of(grant.region()).insert(&account).insert(&given).tell(account.id, fact);
    (account, change)
}

fn wrong() -> Error {
    Error::invalid("session.password_wrong").field("password")
}

fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Unique => Error::conflict("staff.login_taken").field("login"),
        other => other.into(),
    }
}
