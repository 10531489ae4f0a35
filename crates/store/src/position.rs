//! Giving positions on PostgreSQL: one lease-holder appends `(position, seq)` in the order of `seq` among the committed
//! entries. SQLite gives the position inside the one writer's own transaction and needs none of this.
//!
//! A writer may commit late with a smaller `seq` than one already placed; it is placed when it appears. To know how far
//! back to look, the *floor* rises to a sequence number only when every transaction that was running when that number
//! was the last has ended: numbers are drawn after the transaction id is, so none below it can still appear.

use crate::{Error, Store, args};

/// What a positioner remembers between its rounds.
#[derive(Default, Debug)]
pub struct Floor {
    floor: Option<i64>,
    candidate: Option<(i64, i64)>,
}

// One probe of the key for each entry past the floor, whatever the planner believes of tables it has not analysed yet: a
// join of the whole tables, sixty times a second, would cost the writers a fifth of their pace.
const MISSING: &str = "with fresh as (select e.seq from entry e \
      left join lateral (select true as placed from position p where p.seq = e.seq limit 1) p on true \
      where e.seq > $1 and p.placed is null order by e.seq limit 5000), \
    head as (select coalesce(max(position), 0) as position from position) \
    insert into position (position, seq) \
    select head.position + row_number() over (order by fresh.seq), fresh.seq from fresh cross join head";
const LAST: &str = "select case when is_called then last_value else 0 end from journal_seq";
// A number of our own: a snapshot's `xmax` only lies past those that have ended, not past those that still run.
const NEXT_XID: &str = "select pg_current_xact_id()::text::bigint";
const OLDEST_XID: &str = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
const READ: &str = "select position from cursor where follower = 'positions'";
const KEEP: &str = "insert into cursor (follower, position) values ('positions', $1) \
    on conflict (follower) do update set position = excluded.position where cursor.position < excluded.position";

/// Places what was committed and has no position yet; how many. Two at once are harmless: the keys refuse the second.
pub async fn place(store: &Store, floor: &mut Floor) -> Result<u64, Error> {
    let from = match floor.floor {
        Some(floor) => floor,
        None => store.maybe::<i64>(READ, vec![]).await?.unwrap_or(0),
    };
    floor.floor = Some(from);
    match floor.candidate {
        Some((seq, next)) if store.one::<i64>(OLDEST_XID, vec![]).await? >= next => {
            // Everything up to `seq` has ended; what is missing below it is placed in this very round, before the rise.
            let placed = insert(store, from).await?;
            if placed.is_some_and(|n| n < 5000) {
                floor.floor = Some(seq);
                floor.candidate = None;
                store.upkeep(|tx| async move { tx.execute(KEEP, args![seq]).await }).await?;
            }
            Ok(placed.unwrap_or(0))
        }
        Some(_) => Ok(insert(store, from).await?.unwrap_or(0)),
        None => {
            let seq = store.one::<i64>(LAST, vec![]).await?;
            if seq > from {
                floor.candidate = Some((seq, store.one::<i64>(NEXT_XID, vec![]).await?));
            }
            Ok(insert(store, from).await?.unwrap_or(0))
        }
    }
}

/// How many it placed; none if another node was placing at the same moment, so that nothing is known of what is left.
async fn insert(store: &Store, from: i64) -> Result<Option<u64>, Error> {
    match store.upkeep(|tx| async move { tx.execute(MISSING, args![from]).await }).await {
        Err(Error::Unique) => Ok(None),
        other => other.map(Some),
    }
}
