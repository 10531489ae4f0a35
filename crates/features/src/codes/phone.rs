//! Phones: certified for their owner against a proof that they hold the key, certified again while they are used, and
//! revoked by their owner. It refuses a key that is somebody else's, and a challenge that is not of this person and of
//! these minutes.

use codes::{Public, Signature, Unsigned, proves};
use kernel::{Actor, Error, Micros, Operation, Result, WorkerId, hex, unhex};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::keys::{self, CERTIFICATE};
use super::row::{PhoneKeyId, PhoneKeyRow};
use crate::workers;

/// How long a challenge may wait for its answer.
const PATIENCE: i64 = 10 * Micros::MINUTE;
/// A certificate that has less than this left is renewed.
const RENEW: i64 = 20 * Micros::DAY;
/// How many phones one may have; the one certified first goes when another comes.
const PHONES: usize = 5;

/// What a phone brings to be certified.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The short form of its public key.
    pub public_key: &'a [u8],
    /// The challenge it was given.
    pub challenge: &'a str,
    /// Its signature over the challenge.
    pub signature: &'a [u8],
    /// What its browser calls itself.
    pub device: &'a str,
}

/// What a phone takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The certificate's bytes.
    pub certificate: Vec<u8>,
    /// The pseudonym, hexadecimal.
    pub code_id: String,
    /// Until when it holds.
    pub until: Micros,
}

/// Something to sign: the time and a keyed hash of it for this person, so that nothing has to be remembered.
pub async fn challenge(store: &Store, actor: &Actor, worker: WorkerId) -> Result<String> {
    let (_, _permit) = workers::permitted(store, actor, Operation::CodeCertify, worker).await?;
    Ok(asked(store, worker, store.now()))
}

fn asked(store: &Store, worker: WorkerId, at: Micros) -> String {
    format!("{}.{}", at.0, store.vault().tag("code_challenge", &format!("{worker} {}", at.0)))
}

/// Certifies a phone of one's own for thirty days. The same phone again is renewed, not doubled.
pub async fn certify(store: &Store, actor: &Actor, worker: WorkerId, proof: Proof<'_>) -> Result<Certified> {
    let (_, permit) = workers::permitted(store, actor, Operation::CodeCertify, worker).await?;
    let public = Public::read(proof.public_key).ok_or(Error::invalid("code.proof"))?;
    let signature = Signature::read(proof.signature).ok_or(Error::invalid("code.proof"))?;
    let at = proof.challenge.split('.').next().and_then(|text| text.parse().ok()).map(Micros);
    let at = at.filter(|at| proof.challenge == asked(store, worker, *at));
    if !at.is_some_and(|at| (0..=PATIENCE).contains(&(store.now() - at))) {
        return Err(Error::invalid("code.challenge"));
    }
    proves(&public, proof.challenge, &signature)?;
    let node = keys::signing(store).await?;
    let device: &str = &proof.device.chars().filter(|c| !c.is_control()).take(60).collect::<String>();
    let row = store
        .write("code.certify", &permit, |tx| async move {
            let key = args![public.bytes().to_vec()];
            let known = tx.maybe::<PhoneKeyRow>(include_str!("phone_of_key.sql"), key).await?;
            let live = tx.all::<PhoneKeyRow>(include_str!("phones_live.sql"), args![worker]).await?;
            // Asked for inside, so that nobody who was erased meanwhile is certified.
            let person = workers::row_in(&tx, worker).await?;
            let change = Change::of(person.region);
            Ok(decide_certify(&store.scribe(), change, worker, &public, device, known, &live)?)
        })
        .await
        .map_err(|e| match e {
            store::Error::Unique => Error::conflict("code.key_taken"),
            other => other.into(),
        })?;
    let code_id = unhex(&row.code_id).and_then(|bytes| bytes.try_into().ok());
    let words = Unsigned {
        code_id: code_id.ok_or(Error::internal("internal"))?,
        phone: public,
        until: Unsigned::seconds(row.expires_at),
    };
    Ok(Certified {
        certificate: words.sign(&node).bytes().to_vec(),
        code_id: row.code_id,
        until: row.expires_at,
    })
}

fn decide_certify(
    scribe: &Scribe<'_>,
    change: Change,
    worker: WorkerId,
    public: &Public,
    device: &str,
    known: Option<PhoneKeyRow>,
    live: &[PhoneKeyRow],
) -> Result<Decision<PhoneKeyRow>> {
    let whole = (scribe.now.0 + CERTIFICATE).div_euclid(Micros::SECOND) * Micros::SECOND;
    let expires_at = Micros(whole);
    if let Some(known) = known {
        if known.worker_id != worker {
            return Err(Error::conflict("code.key_taken"));
        }
        if known.revoked_at.is_some() {
            return Err(Error::invalid("code.revoked"));
        }
        if known.expires_at - scribe.now >= RENEW {
            return Ok(Decision::unchanged(known));
        }
        let after = PhoneKeyRow { expires_at, ..known.clone() };
        let told = json!({ "phone": known.id, "renewed": true });
        return Ok(Decision::changed(after.clone(), change.tell(worker, told).update(&known, after)));
    }
    let row = PhoneKeyRow {
        id: PhoneKeyId::from_uuid(scribe.uuid()),
        worker_id: worker,
        code_id: hex(&scribe.bytes::<16>()),
        public_key: public.bytes().to_vec(),
        device: device.to_owned(),
        certified_at: scribe.now,
        expires_at,
        revoked_at: None,
        version: 1,
    };
    let mut change = change.tell(worker, json!({ "phone": row.id })).insert(&row);
    for old in live.iter().take((live.len() + 1).saturating_sub(PHONES)) {
        change = change.update(old, PhoneKeyRow { revoked_at: Some(scribe.now), ..old.clone() });
    }
    Ok(Decision::changed(row, change))
}

/// One's own phones that hold, the one certified first before the others.
pub async fn phones(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<PhoneKeyRow>> {
    let (_, _permit) = workers::permitted(store, actor, Operation::CodeCertify, worker).await?;
    Ok(store.all(include_str!("phones_live.sql"), args![worker]).await?)
}

/// Revokes a phone of one's own, at once. Readers without a network learn it when they next have one.
pub async fn revoke(store: &Store, actor: &Actor, worker: WorkerId, phone: PhoneKeyId) -> Result<()> {
    let (person, permit) = workers::permitted(store, actor, Operation::CodeCertify, worker).await?;
    let region = person.region;
    store
        .write("code.revoke", &permit, |tx| async move {
            let row: PhoneKeyRow = tx.one(include_str!("phone.sql"), args![phone, worker]).await?;
            if row.revoked_at.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let after = PhoneKeyRow { revoked_at: Some(store.now()), ..row.clone() };
            let change = Change::of(region).tell(worker, json!({ "phone": phone })).update(&row, after);
            Ok(Decision::changed((), change))
        })
        .await?;
    Ok(())
}
