//! How those who hold an office come in: login and password, then a second factor if they have one. The first two officials
//! are made with a token that only the machine's owner sees; from then on what needs two persons has two.

use kernel::{AccountId, Actor, Error, Grant, Micros, Operation, RegionCode, Result, Role, Scope};
use serde_json::json;
use store::{Decision, Store, args};

use super::{
    AccountRow, FactorKind, FactorRow, Proof, Session, attempts, challenge, factor, grant_row,
    login::{decide_login, hashed, login, well_formed},
    password, session,
};

const TRIES: i64 = 10;
const WINDOW: i64 = 15 * Micros::MINUTE;
const TOKEN: &str = "setup.token";
const SECOND: &str = "second";
/// How long the second step may take.
const PATIENCE: i64 = 5 * Micros::MINUTE;
/// How many officials the machine's owner may make.
const FOUNDERS: i64 = 2;

/// What a right password leads to.
#[derive(Clone, Debug)]
pub enum Entered {
    /// In.
    Session(Session),
    /// To the second step.
    Second(Step),
}

/// The second step of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The secret of this step.
    pub token: String,
    /// Whether a time-based code would do.
    pub code: bool,
    /// The passkeys that would do: credential ids, base64url.
    pub passkeys: Vec<String>,
}

/// Signs in with login and password.
pub async fn staff_sign_in(store: &Store, login: &str, password: &str, agent: &str) -> Result<Entered> {
    let _permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    let login = login.trim().to_lowercase();
    let bucket = store.vault().tag("login", &login);
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
        Some(account) if password::verify(password, hash).await => enter(store, account.id, agent).await,
        Some(_) => failed().await,
        None => {
            password::verify(password, None).await;
            failed().await
        }
    }
}

async fn enter(store: &Store, account: AccountId, agent: &str) -> Result<Entered> {
    let held = factor::factors(store, account).await?;
    if held.is_empty() {
        return Ok(Entered::Session(session::issue(store, account, agent, session::OFFICE).await?));
    }
    Ok(Entered::Second(step(challenge::issue(store, account, SECOND, "", PATIENCE).await?, held)))
}

fn step(token: String, held: Vec<FactorRow>) -> Step {
    Step {
        token,
        code: held.iter().any(|row| row.kind == FactorKind::Totp),
        passkeys: held.into_iter().filter_map(|row| row.credential).collect(),
    }
}

/// The second step that a token stands for, to show it again.
pub async fn second_step(store: &Store, token: &str) -> Result<Step> {
    let asked = challenge::read(store, token, SECOND).await?.ok_or(Error::invalid("factor.expired"))?;
    Ok(step(token.to_owned(), factor::factors(store, asked.account_id).await?))
}

/// The second step. Its token is good until a factor was shown, and then no more.
pub async fn second(store: &Store, token: &str, proof: &Proof<'_>, agent: &str) -> Result<Session> {
    let expired = || Error::invalid("factor.expired");
    let asked = challenge::read(store, token, SECOND).await?.ok_or_else(expired)?;
    factor::shown(store, asked.account_id, token, proof).await?;
    if !challenge::take(store, token, SECOND).await? {
        return Err(expired());
    }
    session::issue(store, asked.account_id, agent, session::OFFICE).await
}

/// A fresh one-time token for one of the first two officials; the one before it no longer holds.
pub async fn first_official_token(store: &Store) -> Result<Option<String>> {
    if store.one::<i64>(include_str!("officials.sql"), vec![]).await? >= FOUNDERS {
        return Ok(None);
    }
    let token = kernel::hex(&store.entropy().bytes::<16>());
    let hash = &store.vault().tag("setup", &token);
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("setting_put.sql"), args![TOKEN.to_owned(), hash.clone()]).await
        })
        .await?;
    Ok(Some(token))
}

/// Makes one of the first two officials; the token is used up.
pub async fn setup_official(
    store: &Store,
    token: &str,
    name: &str,
    password: &str,
    region: RegionCode,
) -> Result<AccountId> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    let hash = &store.vault().tag("setup", token.trim());
    let refused = || Error::forbidden("staff.token_wrong").field("token");
    let kept = store.maybe::<String>(include_str!("setting_get.sql"), args![TOKEN.to_owned()]).await?;
    if kept.as_ref() != Some(hash) {
        return Err(refused());
    }
    let grant = Grant::new(Role::Official, region, None)?;
    let name = &login(name)?;
    let secret = &hashed(store, name, password).await?;
    let account = store
        .write("staff.setup", &permit, |tx| async move {
            let kept = tx.maybe::<String>(include_str!("setting_get.sql"), args![TOKEN.to_owned()]).await?;
            let officials = tx.one::<i64>(include_str!("officials.sql"), vec![]).await?;
            if kept.as_ref() != Some(hash) || officials >= FOUNDERS {
                return Err(refused().into());
            }
            let scribe = store.scribe();
            let (account, opened) = decide_login(&scribe, name.clone(), None, Some(secret.clone()))?;
            let given = grant_row(&scribe, account.id, grant);
            let fact = json!({ "grant": given.id, "role": given.role, "region": given.region });
            let change = store::Change::of(grant.region()).and(opened).insert(&given).tell(account.id, fact);
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

fn wrong() -> Error {
    Error::invalid("session.password_wrong").field("password")
}

fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Unique => Error::conflict("staff.login_taken").field("login"),
        other => other.into(),
    }
}
