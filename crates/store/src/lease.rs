//! Leases: one node at a time does a duty. A lease only saves work; correctness rests on what the database refuses.

use kernel::Micros;

use crate::{Error, Store, args};

const TERM: i64 = 5 * Micros::SECOND;
const TAKE: &str = "insert into lease (name, holder, expires_at) values ($1, $2, $3) \
    on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at \
    where lease.holder = excluded.holder or lease.expires_at < $4";
const GIVE: &str = "delete from lease where name = $1 and holder = $2";

impl Store {
    /// Takes or renews a duty for a few seconds of real time; false if another node holds it.
    pub(crate) async fn hold(&self, name: &str) -> Result<bool, Error> {
        let now = real_now();
        let taken = self
            .upkeep(|tx| async move {
                tx.execute(TAKE, args![name.to_owned(), self.node, now.0 + TERM, now.0]).await
            })
            .await?;
        Ok(taken > 0)
    }

    /// Gives up every duty this node may hold, for a quick hand-over on shutdown.
    pub async fn resign(&self, names: &[&str]) -> Result<(), Error> {
        for name in names {
            self.upkeep(|tx| async move { tx.execute(GIVE, args![(*name).to_owned(), self.node]).await })
                .await?;
        }
        Ok(())
    }
}

/// Leases run on real time even where a demo or a test stops the province's clock.
pub(crate) fn real_now() -> Micros {
    #[expect(
        clippy::disallowed_methods,
        reason = "a lease is between processes, not part of the province's time"
    )]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
