//! Taking a ledger out as a file: for a reason that is kept, told to the journal before the first row is read.

use kernel::{Actor, Error, Micros, Operation, RegionCode, Result, Scope, bounded};
use ledger::Group;
use serde_json::json;
use store::{Change, Decision, Store, args};

use super::ExportRow;

/// What stands on the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The number of the export.
    pub id: String,
    /// The name of who takes it; their login if there is none.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Micros,
}

store::view! {
    /// Who an account is.
    pub struct Who {
        /// Sealed.
        name: Option<Vec<u8>>,
        /// The login.
        login: Option<String>,
    }
}

/// Writes down that the actor takes the ledger of a region out, and why.
pub async fn export(
    store: &Store,
    actor: &Actor,
    group: Group,
    region: RegionCode,
    reason: &str,
) -> Result<Taken> {
    let permit = actor.may(Operation::LedgerExport, &Scope::Region(region))?;
    let account = permit.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let reason = &bounded("reason", reason, 4, 200)?;
    let who: Option<Who> = store.maybe(include_str!("who.sql"), args![account]).await?;
    let name = match who {
        Some(Who { name: Some(sealed), .. }) => store.unseal("account", "name", account, &sealed)?,
        Some(Who { login: Some(login), .. }) => login,
        _ => String::new(),
    };
    store
        .write("ledger.export", &permit, |_| async move {
            let scribe = store.scribe();
            let id = scribe.uuid().to_string();
            let row = ExportRow {
                account_id: account,
                grp: group.to_string(),
                region,
                reason: scribe.seal("ledger_export", "reason", &id, reason)?,
                at: scribe.now,
                version: 1,
                id,
            };
            let told = json!({ "export": row.id, "group": group, "region": region });
            let change = Change::of(region).insert(&row).tell(account, told);
            Ok(Decision::changed((row.id, row.at), change))
        })
        .await
        .map(|(id, at)| Taken { id, at, by: name.clone(), reason: reason.clone() })
        .map_err(Into::into)
}
