//! The keys that nodes certify with. All nodes of a deployment share them; the first that needs one makes it, and of
//! two that make one at once the database takes one. A key that nears its end has its successor known a month before
//! it is used, so that readers without a network have it in time.

use codes::{NodeKey, Public, Secret};
use kernel::{Actor, Error, Micros, Operation, Result, Scope, hex, unhex};
use store::{Change, Decision, Scribe, Store, args};

use super::row::NodeKeyRow;

/// How long a key lives.
const LIFE: i64 = 400 * Micros::DAY;
/// How long a certificate holds, and so how long a key must still hold to sign one.
pub(super) const CERTIFICATE: i64 = 30 * Micros::DAY;
/// How long before its first use a successor is known.
const NOTICE: i64 = 30 * Micros::DAY;

/// The keys that readers need: those that hold or will.
pub async fn node_keys(store: &Store) -> Result<Vec<NodeKey>> {
    since(store, store.now()).await
}

/// The keys that held at a time or later.
pub(super) async fn since(store: &Store, at: Micros) -> Result<Vec<NodeKey>> {
    let rows = store.all::<NodeKeyRow>(include_str!("node_keys.sql"), args![at]).await?;
    rows.iter().map(NodeKeyRow::opened).collect()
}

/// The pseudonyms of phones that were revoked and whose certificates have not ended, the last first: what readers
/// without a network take along.
pub async fn revoked(store: &Store) -> Result<Vec<String>> {
    Ok(store.all(include_str!("revoked.sql"), args![store.now()]).await?)
}

impl NodeKeyRow {
    fn opened(&self) -> Result<NodeKey> {
        let public = Public::read(&self.public_key).ok_or(Error::internal("internal"))?;
        Ok(NodeKey { public, from: self.valid_from, until: self.valid_until })
    }

    fn secret(&self, store: &Store) -> Result<Secret> {
        let text = store.unseal("node_key", "secret", &self.id, &self.secret)?;
        unhex(&text).and_then(|bytes| Secret::read(&bytes)).ok_or(Error::internal("internal"))
    }
}

/// The key to certify with now; made if there is none.
pub(super) async fn signing(store: &Store) -> Result<Secret> {
    for _ in 0..4 {
        let rows = store.all::<NodeKeyRow>(include_str!("node_keys.sql"), args![store.now()]).await?;
        let wanted = wanted(&rows, store.now());
        if let Some((serial, from)) = wanted {
            make(store, serial, from).await?;
        }
        if let Some(row) = current(&rows, store.now()) {
            return row.secret(store);
        }
    }
    Err(Error::unavailable("unavailable"))
}

/// The newest key that will outlive a certificate signed now.
fn current(rows: &[NodeKeyRow], now: Micros) -> Option<&NodeKeyRow> {
    let holds = |row: &&NodeKeyRow| row.valid_from <= now && row.valid_until - now >= CERTIFICATE;
    rows.iter().filter(holds).max_by_key(|row| row.serial)
}

/// Which key is missing, and from when it is to certify.
fn wanted(rows: &[NodeKeyRow], now: Micros) -> Option<(i64, Micros)> {
    let serial = rows.iter().map(|row| row.serial).max().unwrap_or(0) + 1;
    if current(rows, now).is_none() {
        return Some((serial, now));
    }
    let lasts = rows.iter().any(|row| row.valid_until - now >= CERTIFICATE + NOTICE);
    (!lasts).then_some((serial, now + NOTICE))
}

async fn make(store: &Store, serial: i64, from: Micros) -> Result<()> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    let made = store
        .write("node_key.make", &permit, |tx| async move {
            let last = tx.one::<i64>(include_str!("node_key_last.sql"), vec![]).await?;
            if last >= serial {
                return Ok(Decision::unchanged(()));
            }
            let row = decide_key(&store.scribe(), last + 1, from)?;
            Ok(Decision::changed((), Change::anywhere().insert(&row)))
        })
        .await;
    match made {
        // Another node was quicker; its key is read next.
        Err(store::Error::Unique) => Ok(()),
        other => Ok(other?),
    }
}

fn decide_key(scribe: &Scribe<'_>, serial: i64, from: Micros) -> Result<NodeKeyRow> {
    let secret =
        (0..8).find_map(|_| Secret::read(&scribe.bytes::<32>())).ok_or(Error::internal("internal"))?;
    let public = secret.public();
    let id = hex(&public.id());
    Ok(NodeKeyRow {
        secret: scribe.seal("node_key", "secret", &id, &hex(&secret.bytes()))?,
        public_key: public.bytes().to_vec(),
        valid_from: from,
        valid_until: from + LIFE,
        serial,
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(serial: i64, from: i64, until: i64) -> NodeKeyRow {
        NodeKeyRow {
            id: serial.to_string(),
            serial,
            public_key: vec![],
            secret: vec![],
            valid_from: Micros(from * Micros::DAY),
            valid_until: Micros(until * Micros::DAY),
        }
    }

    #[test]
    fn a_key_signs_only_what_it_outlives_and_its_successor_is_known_a_month_before() {
        let day = |n: i64| Micros(n * Micros::DAY);
        assert_eq!(wanted(&[], day(0)), Some((1, day(0))));
        let first = [row(1, 0, 400)];
        assert_eq!(wanted(&first, day(340)), None);
        assert_eq!(wanted(&first, day(341)), Some((2, day(371))));
        assert_eq!(wanted(&first, day(371)), Some((2, day(371))), "nobody asked for two months");
        let both = [row(1, 0, 400), row(2, 371, 771)];
        assert_eq!(current(&both, day(370)).map(|row| row.serial), Some(1));
        assert_eq!(current(&both, day(371)).map(|row| row.serial), Some(2));
        assert_eq!(wanted(&both, day(360)), None);
    }
}
