//! Correcting what an employer has told. Its kind stays; whoever changes the name, the code or the county that an official has seen
//! is looked at again.

use kernel::{Actor, EmployerId, Level, Operation, Result, Scope};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{EmployerRow, EmployerState, New, register::taken, row};
use crate::jobs::hide;

/// Corrects an employer of the actor. The same once more changes nothing.
pub async fn update(store: &Store, actor: &Actor, id: EmployerId, input: New) -> Result<()> {
    let seen = row(store, id).await?;
    let permit =
        actor.may(Operation::EmployerUpdate, &Scope::Employer { id, region: seen.region }).map_err(hide)?;
    let input = &New { kind: seen.kind, ..input }.checked()?;
    let done = store
        .write("employer.update", &permit, |tx| async move {
            let before: EmployerRow = tx.one(include_str!("get.sql"), args![id]).await?;
            if let Some(code) = input.credit_code
                && let Some(holder) =
                    tx.maybe::<String>(include_str!("of_credit_code.sql"), args![code]).await?
                && holder != id.to_string()
            {
                return Err(taken().into());
            }
            Ok(match decide_update(&store.scribe(), &before, input)? {
                Some(change) => Decision::changed((), change),
                None => Decision::unchanged(()),
            })
        })
        .await;
    match done {
        Err(store::Error::Unique) => Err(taken()),
        other => Ok(other?),
    }
}

/// The employer as it is to be and its entry; nothing if it is so already.
pub fn decide_update(scribe: &Scribe<'_>, before: &EmployerRow, input: &New) -> Result<Option<Change>> {
    let id = before.id;
    let name = before.open_name(scribe.vault())?;
    let address = before.open_address(scribe.vault())?;
    let moved = before.region.at(Level::County) != input.region.at(Level::County);
    let seen_changes = moved || name != input.name || before.credit_code != input.credit_code;
    if !seen_changes && address == input.address && before.region == input.region {
        return Ok(None);
    }
    let mut after = EmployerRow { region: input.region, updated_at: scribe.now, ..before.clone() };
    after.set_words(scribe, &input.name, input.address.as_deref())?;
    after.credit_code = input.credit_code;
    if seen_changes && before.state == EmployerState::Verified {
        (after.state, after.verified_at) = (EmployerState::Unverified, None);
    }
    let told = json!({ "employer": id, "state": after.state });
    Ok(Some(Change::of(after.region).update(before, after).tell(id, told)))
}
