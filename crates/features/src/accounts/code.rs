//! Signing in by a code sent to a phone. A code is six digits, lives five minutes, can be tried five times and used
//! once; it is kept only as a keyed hash.

use kernel::{AccountId, Actor, Error, Micros, Operation, Phone, Result, Scope};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{AccountRow, Session, TextSender, attempts, session};

const LIFE: i64 = 5 * Micros::MINUTE;
const PAUSE: i64 = Micros::MINUTE;
const PER_DAY: i64 = 10;
const TRIES: i64 = 5;
const SESSION: i64 = 30 * Micros::DAY;

/// Sends a code to a phone; at most one a minute and ten a day.
pub async fn request_code(store: &Store, sender: &dyn TextSender, phone: &Phone, agent: &str) -> Result<()> {
    let _permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    let index = &store.vault().blind("phone", phone.as_str());
    let code = format!("{:06}", u64::from_be_bytes(store.entropy().bytes()) % 1_000_000);
    let hash = &code_hash(store, index, &code);
    let now = store.now();
    store
        .upkeep(|tx| async move {
            let row = args![index.clone(), hash.clone(), now, now + LIFE, now - PAUSE];
            if tx.execute(include_str!("code_put.sql"), row).await? == 0 {
                return Err(too_many().with("seconds", PAUSE / Micros::SECOND).into());
            }
            match attempts::take_in(&tx, "code", index, PER_DAY, Micros::DAY, now).await? {
                true => Ok(()),
                false => Err(too_many().into()),
            }
        })
        .await?;
    let values = json!({ "code": code, "n": LIFE / Micros::MINUTE });
    let sent = sender.send(phone, "code", &values, hash).await;
    if sent.is_err() {
        // What was never sent must not make the person wait for the next.
        store
            .upkeep(|tx| async move {
                tx.execute(include_str!("code_use.sql"), args![index.clone(), hash.clone()]).await
            })
            .await?;
    }
    tracing::debug!(agent, sent = sent.is_ok(), "sign-in code");
    sent
}

enum Outcome {
    Right,
    Wrong,
    Expired,
    TooMany,
}

/// Signs in with the code that was sent; the first time this opens the account.
pub async fn verify_code(store: &Store, phone: &Phone, code: &str, agent: &str) -> Result<Session> {
    let permit = Actor::visitor().may(Operation::SignIn, &Scope::Public)?;
    let now = store.now();
    // The code may have been sent before the keys were changed.
    let indexes = store.vault().blinds("phone", phone.as_str());
    let [index, other] = &indexes;
    let sent: Option<String> =
        store.maybe(include_str!("code_of_phone.sql"), args![index.clone(), other.clone()]).await?;
    let index = sent.as_ref().unwrap_or(index);
    let hash = &code_hash(store, index, code.trim());
    // A wrong guess must be counted, so it is an outcome of the transaction and not an error.
    let outcome = store
        .upkeep(|tx| async move {
            let taken = tx.execute(include_str!("code_try.sql"), args![index.clone()]).await?;
            let Some(sent) = tx.maybe::<SentCode>(include_str!("code_get.sql"), args![index.clone()]).await?
            else {
                return Ok(Outcome::Expired);
            };
            Ok(if sent.expires_at <= now {
                Outcome::Expired
            } else if taken == 0 || sent.attempts > TRIES {
                Outcome::TooMany
            } else if sent.code_hash != *hash {
                Outcome::Wrong
            } else if tx.execute(include_str!("code_use.sql"), args![index.clone(), hash.clone()]).await? == 1
            {
                Outcome::Right
            } else {
                Outcome::Expired
            })
        })
        .await?;
    match outcome {
        Outcome::Right => {}
        Outcome::Wrong => return Err(Error::invalid("session.code_wrong").field("code")),
        Outcome::Expired => return Err(Error::invalid("session.code_expired").field("code")),
        Outcome::TooMany => return Err(too_many()),
    }
    let open = || {
        store.write("account.open", &permit, |tx| async move {
            Ok(match of_phone(&tx, &store.scribe(), phone).await? {
                (account, None) => Decision::unchanged(account),
                (account, Some(change)) => Decision::changed(account, change),
            })
        })
    };
    let account = match open().await {
        // Another session of the same phone opened it at the same moment.
        Err(store::Error::Unique) => open().await?,
        other => other?,
    };
    session::issue(store, account, agent, SESSION).await
}

/// The account of a phone; one that is not there yet comes with the change that opens it.
pub(crate) async fn of_phone(
    tx: &Tx,
    scribe: &Scribe<'_>,
    phone: &Phone,
) -> Result<(AccountId, Option<Change>), store::Error> {
    let [index, other] = scribe.blinds("phone", phone.as_str());
    let known = args![index, other];
    if let Some(id) = tx.maybe::<String>(include_str!("account_of_phone.sql"), known).await? {
        return Ok((id.parse()?, None));
    }
    let (row, change) = decide_open(scribe, phone)?;
    Ok((row.id, Some(change)))
}

/// A new account of a phone.
pub fn decide_open(scribe: &Scribe<'_>, phone: &Phone) -> Result<(AccountRow, Change)> {
    let id = AccountId::from_uuid(scribe.uuid());
    let row = AccountRow {
        id,
        phone: Some(scribe.seal("account", "phone", id, phone.as_str())?),
        phone_index: Some(scribe.blind("phone", phone.as_str())),
        login: None,
        password: None,
        name: None,
        created_at: scribe.now,
        erased_at: None,
        version: 1,
    };
    let change = Change::anywhere().insert(&row).tell(id, json!({}));
    Ok((row, change))
}

/// A new account of somebody without a phone: nobody signs in to it.
pub fn decide_phoneless(scribe: &Scribe<'_>) -> (AccountRow, Change) {
    let row = AccountRow {
        id: AccountId::from_uuid(scribe.uuid()),
        phone: None,
        phone_index: None,
        login: None,
        password: None,
        name: None,
        created_at: scribe.now,
        erased_at: None,
        version: 1,
    };
    let change = Change::anywhere().insert(&row).tell(row.id, json!({}));
    (row, change)
}

store::view! {
    /// What is kept of a code.
    pub struct SentCode {
        /// The keyed hash.
        code_hash: String,
        /// Until when it can be used.
        expires_at: Micros,
        /// How often it was tried.
        attempts: i64,
    }
}

fn code_hash(store: &Store, index: &str, code: &str) -> String {
    store.vault().tag("code", &format!("{index} {code}"))
}

fn too_many() -> Error {
    Error::too_many("session.too_many")
}
