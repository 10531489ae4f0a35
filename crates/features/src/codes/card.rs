//! Paper cards, for those without a phone: a number in a QR code and a PIN that the person chose. Five wrong PINs lock
//! a card; it is unlocked by giving another. It refuses to say whether a number is known.

use codes::{CardNumber, check_pin};
use kernel::{Actor, Error, Micros, Operation, Result, Scope, WorkerId};
use serde_json::json;
use store::{Change, Decision, Store, args};

use super::arrive::{Arrival, Place, found};
use super::row::{CardId, CardRow};
use crate::accounts::{attempts, password};
use crate::workers;

/// PINs that may be tried.
const TRIES: i64 = 5;
/// Wrong numbers and PINs of one reader in a quarter of an hour.
const SLIPS: i64 = 30;
const WHILE: i64 = 15 * Micros::MINUTE;

/// Gives a person of one's region a card, with a PIN that they chose; the one before no longer holds. `id` is the
/// caller's: the same again is the same card.
pub async fn issue_card(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    id: CardId,
    pin: &str,
) -> Result<CardRow> {
    let (person, permit) = workers::permitted(store, actor, Operation::CardIssue, worker).await?;
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let number = person.open_id_number(store.vault())?;
    check_pin(pin, number.map(|number| number.birth()))?;
    let hash: &str = &password::hash(pin, store.entropy().bytes()).await?;
    for _ in 0..4 {
        let made = store
            .write("card.issue", &permit, |tx| async move {
                if let Some(card) = tx.maybe::<CardRow>(include_str!("card.sql"), args![id]).await? {
                    let same = card.worker_id == worker && card.revoked_at.is_none();
                    return if same {
                        Ok(Decision::unchanged(card))
                    } else {
                        Err(Error::conflict("conflict").into())
                    };
                }
                let person = workers::row_in(&tx, worker).await?;
                let before = tx.maybe::<CardRow>(include_str!("card_of_worker.sql"), args![worker]).await?;
                let scribe = store.scribe();
                let card = CardRow {
                    id,
                    worker_id: worker,
                    number: CardNumber::of(u64::from_be_bytes(scribe.bytes())).to_string(),
                    pin: hash.to_owned(),
                    tries: 0,
                    locked_at: None,
                    issued_by: account,
                    issued_at: scribe.now,
                    revoked_at: None,
                    version: 1,
                };
                let mut change = Change::of(person.region).tell(worker, json!({ "card": id }));
                if let Some(before) = &before {
                    change =
                        change.update(before, CardRow { revoked_at: Some(scribe.now), ..before.clone() });
                }
                Ok(Decision::changed(card.clone(), change.insert(&card)))
            })
            .await;
        match made {
            // The number is taken, or another card was given at this moment.
            Err(store::Error::Unique) => {}
            other => return Ok(other?),
        }
    }
    Err(Error::unavailable("unavailable"))
}

/// The card of a person of one's region that holds, locked or not.
pub async fn card_of(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Option<CardRow>> {
    let (_, _permit) = workers::permitted(store, actor, Operation::CardIssue, worker).await?;
    Ok(store.maybe(include_str!("card_of_worker.sql"), args![worker]).await?)
}

/// Finds the person of a card by its number and PIN. A number that is not known is answered as a wrong PIN is, and
/// after as long.
pub async fn by_card(
    store: &Store,
    actor: &Actor,
    number: &str,
    pin: &str,
    place: &Place,
) -> Result<Arrival> {
    let permit = &actor.may(Operation::CodeUse, &Scope::Region(place.region))?;
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let number: CardNumber = number.parse()?;
    let bucket = store.vault().tag("card_reader", &account.to_string());
    if !attempts::left(store, "card", &bucket, SLIPS, WHILE).await? {
        return Err(Error::too_many("card.too_many"));
    }
    // A try is taken before the PIN is looked at, so that many at once are no more than five.
    let tried = attempt(store, permit, place, number).await?;
    let hash = tried.as_ref().map(|card| card.pin.clone());
    let right = password::verify(pin, hash).await;
    let Some(card) = tried.filter(|_| right) else {
        attempts::take(store, "card", &bucket, SLIPS, WHILE).await?;
        return Err(Error::invalid("card.wrong").field("pin"));
    };
    let id = card.id;
    let (worker, at) = store
        .write("card.use", permit, |tx| async move {
            let card: CardRow = tx.one(include_str!("card.sql"), args![id]).await?;
            if card.revoked_at.is_some() {
                return Err(Error::invalid("card.wrong").field("pin").into());
            }
            let worker = workers::row_in(&tx, card.worker_id).await?;
            let now = store.now();
            let told = json!({ "card": id, "surface": place.surface, "region": place.region });
            let fresh = CardRow { tries: 0, locked_at: None, ..card.clone() };
            let change = Change::of(place.region).tell(worker.id, told).update(&card, fresh);
            Ok(Decision::changed((worker, now), change))
        })
        .await?;
    found(store, worker, at).await
}

/// Counts a try on the card that has this number; none if no card has. The fifth locks it until it turns out right.
async fn attempt(
    store: &Store,
    permit: &kernel::Permit,
    place: &Place,
    number: CardNumber,
) -> Result<Option<CardRow>> {
    let number = number.as_str();
    let tried = store
        .write("card.try", permit, |tx| async move {
            let key = args![number.to_owned()];
            let Some(card) = tx.maybe::<CardRow>(include_str!("card_of_number.sql"), key).await? else {
                return Ok(Decision::unchanged(None));
            };
            if card.locked_at.is_some() {
                return Err(Error::conflict("card.locked").field("number").into());
            }
            let tries = card.tries + 1;
            let after = CardRow { tries, locked_at: (tries >= TRIES).then(|| store.now()), ..card.clone() };
            let told = json!({ "card": card.id, "try": tries, "region": place.region });
            let change = Change::of(place.region).tell(card.worker_id, told).update(&card, after.clone());
            Ok(Decision::changed(Some(after), change))
        })
        .await?;
    Ok(tried)
}
