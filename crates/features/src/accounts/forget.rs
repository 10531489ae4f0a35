//! Deleting what the operational tables hold of an account: sessions, codes, messages, attempts.

use kernel::{AccountId, Micros};
use store::{Error, Tx, args};

use super::AccountRow;

/// Deletes it, inside an upkeep transaction.
pub async fn forget(tx: &Tx, account: AccountId, phone_indexes: &[String]) -> Result<(), Error> {
    tx.execute(include_str!("forget_sessions.sql"), args![account]).await?;
    tx.execute(include_str!("forget_outbox.sql"), args![account]).await?;
    for index in phone_indexes {
        tx.execute(include_str!("forget_code.sql"), args![index.clone()]).await?;
        tx.execute(include_str!("forget_inbox.sql"), args![index.clone()]).await?;
        tx.execute(include_str!("forget_attempts.sql"), args![index.clone()]).await?;
    }
    Ok(())
}

/// The account without its person.
pub fn erased(before: &AccountRow, now: Micros) -> AccountRow {
    AccountRow {
        phone: None,
        phone_index: None,
        login: None,
        password: None,
        name: None,
        erased_at: Some(now),
        ..before.clone()
    }
}
