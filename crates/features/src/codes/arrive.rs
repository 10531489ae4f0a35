//! A code arrives: from a counter, a fair or a till, at once or from a reader that had no network for some days. The
//! first to arrive is the one use; whoever comes later is told where and when that was. It refuses what is not
//! authentic, was not fresh when it was read, or comes too late.

use codes::Code;
use kernel::{
    Actor, Error, Micros, Operation, RegionCode, Result, Scope, WorkerId, bounded, civil, mask_name, words,
};
use serde_json::json;
use store::{Change, Decision, Store, args};

use super::keys;
use super::row::{CodeUseRow, PhoneKeyRow};
use crate::workers;

/// How long a reader without a network may keep what it read.
const LATE: i64 = 72 * Micros::HOUR;

words! {
    /// Where codes and cards are read.
    pub enum Surface {
        /// A counter of a station or an office.
        Counter = "counter",
        /// A job fair.
        Fair = "fair",
        /// A till of a provider.
        Till = "till",
    }
}

/// Where a code is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What kind of place.
    pub surface: Surface,
    /// Where it stands; the reader's right is asked there.
    pub region: RegionCode,
    /// What it is called, for those who come later; never a person.
    pub name: String,
}

/// A code as it was read.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// What was scanned or typed.
    pub text: &'a str,
    /// What the reader calls this arrival, 8 to 64 letters, digits and dashes: sent again it is the same arrival.
    pub key: &'a str,
    /// When it was read; none for now. A reader that keeps readings says it.
    pub read_at: Option<Micros>,
    /// Where.
    pub place: &'a Place,
}

/// Who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The person, by the record that they go by.
    pub worker: WorkerId,
    /// Where they live.
    pub region: RegionCode,
    /// Their name with its middle hidden.
    pub name_masked: String,
    /// When this arrival was taken.
    pub at: Micros,
}

/// Takes an arrival of a code.
pub async fn arrive(store: &Store, actor: &Actor, reading: &Reading<'_>) -> Result<Arrival> {
    let place = reading.place;
    let permit = actor.may(Operation::CodeUse, &Scope::Region(place.region))?;
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if !(8..=64).contains(&reading.key.len()) || !reading.key.bytes().all(plain) {
        return Err(Error::invalid("code.arrival"));
    }
    let name: &str = &bounded("place", &place.name, 1, 60)?;
    let now = store.now();
    let read_at = reading.read_at.unwrap_or(now);
    if read_at - now > codes::WINDOW {
        return Err(Error::invalid("code.read_future"));
    }
    if now - read_at > LATE {
        return Err(Error::invalid("code.late").with("hours", LATE / Micros::HOUR));
    }
    let code = Code::read(&codes::tidy(reading.text))?;
    let verified = code.verify(&keys::since(store, now - LATE).await?, read_at)?;
    let code_id: &str = &kernel::hex(&verified.code_id);
    let step = i64::from(verified.step);
    for _ in 0..4 {
        let taken = store
            .write("code.use", &permit, |tx| async move {
                // None if the person was erased: there is nobody.
                let phone: PhoneKeyRow =
                    tx.one(include_str!("phone_of_code.sql"), args![code_id.to_owned()]).await?;
                let worker = workers::row_in(&tx, phone.worker_id).await?;
                let used = args![code_id.to_owned(), step];
                if let Some(first) = tx.maybe::<CodeUseRow>(include_str!("use_of_code.sql"), used).await? {
                    let same = first.arrival == reading.key && first.account_id == account;
                    return if same {
                        Ok(Decision::unchanged((worker, first.at)))
                    } else {
                        Err(used_up(&first).into())
                    };
                }
                if phone.revoked_at.is_some_and(|at| at <= read_at) {
                    return Err(Error::invalid("code.revoked").into());
                }
                let row = CodeUseRow {
                    id: store.scribe().uuid().to_string(),
                    code_id: code_id.to_owned(),
                    step,
                    arrival: reading.key.to_owned(),
                    surface: place.surface,
                    region: place.region,
                    place: name.to_owned(),
                    account_id: account,
                    at: now,
                    shown_at: read_at,
                };
                let told = json!({
                    "phone": phone.id, "surface": place.surface, "region": place.region, "shown_at": read_at,
                });
                let change = Change::of(place.region).tell(worker.id, told).insert(&row);
                Ok(Decision::changed((worker, now), change))
            })
            .await;
        match taken {
            // Somebody was quicker by less than a transaction; they are seen the next time.
            Err(store::Error::Unique) => {}
            Err(other) => return Err(other.into()),
            Ok((worker, at)) => return found(store, worker, at).await,
        }
    }
    Err(Error::unavailable("unavailable"))
}

/// The person, by the record that they go by.
pub(super) async fn found(store: &Store, mut worker: workers::WorkerRow, at: Micros) -> Result<Arrival> {
    if let Some(other) = worker.merged_into {
        worker = workers::row(store, other).await?;
    }
    let name = worker.open_name(store.vault())?;
    Ok(Arrival {
        worker: worker.id,
        region: worker.region,
        name_masked: name.as_deref().map(mask_name).unwrap_or_default(),
        at,
    })
}

/// Where and when the one use was: the time both for programs and as a clock shows it.
fn used_up(first: &CodeUseRow) -> Error {
    let (_, month, day, hour, minute) = civil(first.at);
    Error::conflict("code.used")
        .with("surface", first.surface)
        .with("place", &first.place)
        .with("at", first.at.0)
        .with("when", format!("{month:02}-{day:02} {hour:02}:{minute:02}"))
}

store::view! {
    /// A use of one's own code.
    pub struct Use {
        /// Where.
        surface: Surface,
        /// What that place is called.
        place: String,
        /// When it arrived.
        at: Micros,
        /// When it was read.
        shown_at: Micros,
    }
}

/// Where one's own codes were used, the last ten, the last first.
pub async fn uses(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<Use>> {
    let (_, _permit) = workers::permitted(store, actor, Operation::CodeCertify, worker).await?;
    Ok(store.all(include_str!("uses.sql"), args![worker]).await?)
}
