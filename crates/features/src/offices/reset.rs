//! Beginning anew for somebody who has lost the password or the second factor: proposed by one official, approved by
//! another. Nobody who helps learns a password.

use kernel::{AccountId, Actor, Error, Operation, ProposalId, Result, Scope, bounded};
use serde_json::json;
use store::{Change, Decision, Store, Tx};

use super::{RESET, draft};
use crate::{
    accounts,
    jobs::hide,
    proposals::{self, ProposalRow},
};

/// Proposes to reset an account all of whose offices lie where the actor gives them.
pub async fn propose_reset(
    store: &Store,
    actor: &Actor,
    account: AccountId,
    reason: &str,
) -> Result<ProposalId> {
    let by = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let reason = &bounded("reason", reason, 2, 200)?;
    let held = accounts::offices_now(store, account).await?;
    let wide = held.iter().min_by_key(|row| row.region.level()).map(|row| row.region);
    let region = wide.ok_or(Error::not_found("not_found"))?;
    let permit = actor.may(Operation::GrantGive, &Scope::Region(region)).map_err(hide)?;
    for row in &held {
        let _permit = actor.may(Operation::GrantGive, &Scope::Region(row.region)).map_err(hide)?;
    }
    if by == account {
        return Err(Error::conflict("grant.self"));
    }
    store
        .write("account.reset_propose", &permit, |_tx| async move {
            let draft = draft(RESET, region, account, json!({}), reason.clone());
            let (row, change) = proposals::decide_open(&store.scribe(), by, draft)?;
            Ok(Decision::changed(row.id, change))
        })
        .await
        .map_err(|error| match error {
            store::Error::Unique => Error::conflict("grant.meanwhile"),
            other => other.into(),
        })
}

/// The account without password and second factors.
pub(super) async fn carry(
    store: &Store,
    tx: &Tx,
    row: &ProposalRow,
) -> std::result::Result<Change, store::Error> {
    super::still_gives(store, tx, row).await?;
    let account = accounts::of_id(tx, row.subject.parse()?).await?;
    if account.erased_at.is_some() || account.login.is_none() {
        return Err(Error::not_found("not_found").into());
    }
    let factors = accounts::factors_standing(tx, account.id).await?;
    let change = Change::of(row.region)
        .update(&account, accounts::decide_reset(&account))
        .tell(account.id, json!({ "reset": true }));
    let gone = |change: Change, one: &accounts::FactorRow| {
        change.update(one, accounts::factor_removed(one, store.now()))
    };
    Ok(factors.iter().fold(change, gone))
}
