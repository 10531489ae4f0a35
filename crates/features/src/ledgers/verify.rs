//! Asking the register of another office about somebody in a ledger. What it said is kept on the row with the day and who
//! asked; it changes nobody's standing. Where no register is connected nothing is asked, and that is said.

use std::time::Duration;

use kernel::{Actor, Error, Operation, Result, WorkerId};
use ledger::{Day, Group};
use store::{Change, Decision, Store};

use super::fact::root;
use super::reckon::told;
use super::{Answer, LedgerRow, PeopleRegister, Silent, State, Tally, Verified, permit, rows_of};
use crate::workers;

/// How long a register may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks about one person; what came of it.
pub async fn verify(
    store: &Store,
    actor: &Actor,
    register: &dyn PeopleRegister,
    worker: WorkerId,
    group: Group,
) -> Result<Verified> {
    let seen = workers::row(store, worker).await?;
    let asked = permit(actor, Operation::LedgerVerify, &seen)?;
    let source = &register.source(group).ok_or(Error::conflict("ledger.no_register"))?;
    let number = workers::known_number(store, seen.id).await?.ok_or(Error::conflict("ledger.no_number"))?;
    let question = register.ask(group, &number, Day::of(store.now()));
    let answer = tokio::time::timeout(PATIENCE, question).await.unwrap_or(Err(Silent));
    let said = match answer {
        Ok(Answer::Listed) => Verified::Confirmed,
        Ok(Answer::Ended(_)) => Verified::Contradicted,
        Ok(Answer::Absent) => Verified::Absent,
        Err(Silent) => Verified::Unreachable,
    };
    let by = asked.account();
    store
        .write("ledger.verify", &asked, |tx| async move {
            let records = workers::records_in(&tx, seen.id).await?;
            let root = root(&records)?;
            let _here = permit(actor, Operation::LedgerVerify, root)?;
            let rows = rows_of(&tx, &records).await?;
            let open = rows.iter().find(|row| {
                let standing = matches!(row.state, State::In | State::Unclear);
                row.worker_id == root.id && row.grp == group.as_str() && standing
            });
            let row = open.ok_or(Error::not_found("not_found"))?;
            let now = store.now();
            let after = LedgerRow {
                verified: said,
                verified_source: Some(source.clone()),
                verified_by: by,
                verified_at: Some(now),
                updated_at: now,
                ..row.clone()
            };
            let mut tally = Tally::default();
            tally.leave(row);
            tally.enter(&after);
            let change = told(Change::of(root.region), &after).update(row, after);
            Ok(Decision::changed(said, change.and(tally.change(&tx).await?)))
        })
        .await
        .map_err(Into::into)
}
