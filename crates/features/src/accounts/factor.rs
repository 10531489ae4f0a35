//! Second factors of those who hold an office: a time-based code (RFC 6238) or a passkey (WebAuthn, level 2, ES256).
//!
//! A code is good once: the step it was of is kept, and no earlier one is taken again. It refuses to count a factor that its
//! owner has not shown to work.

use kernel::{AccountId, Actor, Error, FactorId, Micros, Operation, Permit, Result, Scope, bounded, words};
use serde_json::json;
use store::{Change, Decision, Store, Tx, args};
use totp_rs::{Builder, Secret, Totp};

use super::{attempts, challenge, passkey};

words! {
    /// What kind of second factor.
    pub enum FactorKind {
        /// A time-based code.
        Totp = "totp",
        /// A passkey.
        Passkey = "passkey",
    }
}

store::text_fields!(FactorKind);

store::row! {
    /// A second factor.
    pub struct FactorRow in "factor" {
        /// The key.
        id: FactorId,
        /// Whose.
        account_id: AccountId,
        /// What kind.
        kind: FactorKind,
        /// What its owner calls it.
        label: String,
        /// The shared secret of a time-based code, sealed.
        secret: Option<Vec<u8>>,
        /// A passkey's credential id, base64url.
        credential: Option<String>,
        /// A passkey's public key, SEC1.
        public_key: Option<Vec<u8>>,
        /// The last step of a time-based code, or a passkey's counter.
        counter: i64,
        /// Since when.
        created_at: Micros,
        /// Since when it counts.
        confirmed_at: Option<Micros>,
        /// When it was taken away.
        removed_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}

store::versioned!(FactorRow);

/// How many factors an account may have.
const MOST: usize = 10;
/// How often a code may be tried in a quarter of an hour.
const TRIES: i64 = 5;
const WINDOW: i64 = 15 * Micros::MINUTE;
/// How long a browser may take over a passkey.
const PATIENCE: i64 = 5 * Micros::MINUTE;
const CREATE: &str = "passkey.create";

/// A time-based factor that is being set up: shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpOffer {
    /// The factor.
    pub id: FactorId,
    /// The secret in base32, for typing.
    pub secret: String,
    /// The `otpauth:` address, for a QR code.
    pub address: String,
}

fn own(actor: &Actor) -> Result<(AccountId, Permit)> {
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    Ok((account, actor.may(Operation::AccountSecure, &Scope::Account(account))?))
}

/// The factors of an account that count.
pub async fn factors(store: &Store, account: AccountId) -> Result<Vec<FactorRow>> {
    let rows: Vec<FactorRow> = store.all(include_str!("factors.sql"), args![account]).await?;
    Ok(rows.into_iter().filter(|row| row.confirmed_at.is_some()).collect())
}

/// The factors of an account that have not been taken away, for whoever resets it.
pub(crate) async fn standing(
    tx: &Tx,
    account: AccountId,
) -> std::result::Result<Vec<FactorRow>, store::Error> {
    tx.all(include_str!("factors.sql"), args![account]).await
}

/// Begins to set up a time-based code. It counts once a code of it was shown.
pub async fn begin_totp(store: &Store, actor: &Actor, label: &str, issuer: &str) -> Result<TotpOffer> {
    let (account, permit) = own(actor)?;
    let (label, bytes) = (&bounded("label", label, 1, 40)?, store.entropy().bytes::<20>());
    let secret = Secret::from(bytes.to_vec()).to_base32();
    let (plain, id) = (&secret, FactorId::from_uuid(store.scribe().uuid()));
    store
        .write("account.factor", &permit, |tx| async move {
            let begun = room(&tx, account).await?;
            let row = FactorRow {
                id,
                account_id: account,
                kind: FactorKind::Totp,
                label: label.clone(),
                secret: Some(store.scribe().seal("factor", "secret", id, plain)?),
                credential: None,
                public_key: None,
                counter: 0,
                created_at: store.now(),
                confirmed_at: None,
                removed_at: None,
                version: 1,
            };
            let fact = json!({ "factor": id, "kind": row.kind });
            // What was begun before and never shown to work was never seen again, and takes nobody's place.
            let dropped = begun
                .iter()
                .fold(Change::anywhere(), |change, one| change.update(one, removed(one, store.now())));
            Ok(Decision::changed((), dropped.insert(&row).tell(account, fact)))
        })
        .await?;
    let address = totp(&secret, label, issuer)?.to_url().map_err(|_| Error::internal("internal"))?;
    Ok(TotpOffer { id, secret, address })
}

/// Refuses more than there is room for; answers with those begun and not yet shown to work.
async fn room(tx: &Tx, account: AccountId) -> std::result::Result<Vec<FactorRow>, store::Error> {
    let (held, begun): (Vec<_>, Vec<_>) =
        standing(tx, account).await?.into_iter().partition(|row| row.confirmed_at.is_some());
    if held.len() < MOST { Ok(begun) } else { Err(Error::conflict("factor.full").with("max", MOST).into()) }
}

fn totp(secret: &str, label: &str, issuer: &str) -> Result<Totp> {
    let internal = || Error::internal("internal");
    let secret = Secret::try_from_base32(secret).map_err(|_| internal())?;
    // A colon would end the issuer's name in the address.
    let plain = |text: &str| text.replace(':', " ");
    let builder = Builder::new().with_secret(secret).with_issuer(Some(plain(issuer)));
    builder.with_account_name(plain(label)).build().map_err(|_| internal())
}

/// The step that a code is of, if it is right now and none of it or a later one was taken before.
fn step_of(store: &Store, row: &FactorRow, code: &str) -> Result<Option<i64>> {
    let Some(sealed) = &row.secret else { return Ok(None) };
    let secret = store.unseal("factor", "secret", row.id, sealed)?;
    let seconds = u64::try_from(store.now().0 / Micros::SECOND).unwrap_or(0);
    let step = totp(&secret, "-", "-")?.check(code.trim(), seconds).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > row.counter))
}

/// Shows that a time-based code works; from now on it is asked for.
pub async fn confirm_totp(store: &Store, actor: &Actor, id: FactorId, code: &str) -> Result<()> {
    let (account, permit) = own(actor)?;
    guard(store, account).await?;
    store
        .write("account.factor", &permit, |tx| async move {
            let before: FactorRow = tx.one(include_str!("factor.sql"), args![id, account]).await?;
            if before.confirmed_at.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let Some(step) = step_of(store, &before, code)? else { return Err(wrong().into()) };
            let after = FactorRow { counter: step, confirmed_at: Some(store.now()), ..before.clone() };
            let fact = json!({ "factor": id, "confirmed": true });
            Ok(Decision::changed((), Change::anywhere().update(&before, after).tell(account, fact)))
        })
        .await
        .map_err(Into::into)
}

/// One of the actor's factors, to confirm it or to see that it counts.
pub async fn own_factor(store: &Store, actor: &Actor, id: FactorId) -> Result<FactorRow> {
    let (account, _permit) = own(actor)?;
    Ok(store.one(include_str!("factor.sql"), args![id, account]).await?)
}

/// Takes a factor away.
pub async fn remove_factor(store: &Store, actor: &Actor, id: FactorId) -> Result<()> {
    let (account, permit) = own(actor)?;
    store
        .write("account.factor", &permit, |tx| async move {
            let before: FactorRow = tx.one(include_str!("factor.sql"), args![id, account]).await?;
            let fact = json!({ "factor": id, "removed": true });
            let change =
                Change::anywhere().tell(account, fact).update(&before, removed(&before, store.now()));
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

/// The factor taken away; of a secret nothing is kept that could be used.
pub(crate) fn removed(before: &FactorRow, now: Micros) -> FactorRow {
    FactorRow { removed_at: Some(now), secret: before.secret.as_ref().map(|_| Vec::new()), ..before.clone() }
}

/// What the browser is asked to make a passkey over.
pub async fn begin_passkey(store: &Store, actor: &Actor) -> Result<String> {
    let (account, _permit) = own(actor)?;
    challenge::issue(store, account, CREATE, "", PATIENCE).await
}

/// Keeps a passkey that the browser has made.
pub async fn add_passkey(
    store: &Store,
    actor: &Actor,
    label: &str,
    token: &str,
    made: &passkey::Made,
    site: &passkey::Site,
) -> Result<()> {
    let (account, permit) = own(actor)?;
    let label = &bounded("label", label, 1, 40)?;
    let asked = challenge::read(store, token, CREATE).await?.filter(|asked| asked.account_id == account);
    if asked.is_none() || !challenge::take(store, token, CREATE).await? {
        return Err(Error::invalid("factor.expired"));
    }
    let key = &passkey::created(made, token, site)?;
    store
        .write("account.factor", &permit, |tx| async move {
            let _begun = room(&tx, account).await?;
            let row = FactorRow {
                id: FactorId::from_uuid(store.scribe().uuid()),
                account_id: account,
                kind: FactorKind::Passkey,
                label: label.clone(),
                secret: None,
                credential: Some(key.credential.clone()),
                public_key: Some(key.public_key.clone()),
                counter: i64::from(key.counter),
                created_at: store.now(),
                confirmed_at: Some(store.now()),
                removed_at: None,
                version: 1,
            };
            let fact = json!({ "factor": row.id, "kind": row.kind });
            Ok(Decision::changed((), Change::anywhere().insert(&row).tell(account, fact)))
        })
        .await
        .map_err(|error| match error {
            store::Error::Unique => Error::conflict("factor.known"),
            other => other.into(),
        })
}

/// What is shown at the second step of a sign-in.
#[derive(Clone, Debug)]
pub enum Proof<'a> {
    /// A time-based code.
    Code(&'a str),
    /// What a passkey signed over the step's token.
    Passkey(passkey::Shown, passkey::Site),
}

/// Whether one of the account's factors is shown; its counter moves on, so that nothing is shown twice.
pub(super) async fn shown(store: &Store, account: AccountId, token: &str, proof: &Proof<'_>) -> Result<()> {
    guard(store, account).await?;
    let permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    store
        .write("session.second", &permit, |tx| async move {
            let rows: Vec<FactorRow> = tx.all(include_str!("factors.sql"), args![account]).await?;
            for before in rows.into_iter().filter(|row| row.confirmed_at.is_some()) {
                let Some(counter) = counts(store, &before, token, proof)? else { continue };
                let fact = json!({ "factor": before.id, "kind": before.kind });
                let after = FactorRow { counter, ..before.clone() };
                let change = Change::anywhere().update(&before, after).tell(account, fact);
                return Ok(Decision::changed((), change));
            }
            Err(wrong().into())
        })
        .await
        .map_err(Into::into)
}

fn counts(store: &Store, row: &FactorRow, token: &str, proof: &Proof<'_>) -> Result<Option<i64>> {
    match (proof, &row.credential, &row.public_key) {
        (Proof::Code(code), None, _) => step_of(store, row, code),
        (Proof::Passkey(shown, site), Some(credential), Some(key)) if *credential == shown.credential => {
            let counter = passkey::asserted(shown, token, key, site)?;
            // A counter that does not move on is a copy's, unless the authenticator keeps none.
            let counter = i64::from(counter);
            if counter != 0 && counter <= row.counter {
                return Err(Error::forbidden("factor.copied"));
            }
            Ok(Some(counter))
        }
        _ => Ok(None),
    }
}

async fn guard(store: &Store, account: AccountId) -> Result<()> {
    let bucket = store.vault().tag("factor", &account.to_string());
    if attempts::take(store, "factor", &bucket, TRIES, WINDOW).await? {
        Ok(())
    } else {
        Err(Error::too_many("session.too_many"))
    }
}

fn wrong() -> Error {
    Error::invalid("factor.wrong").field("code")
}
