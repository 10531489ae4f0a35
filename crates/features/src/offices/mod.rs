//! Who holds an office: given in a region until a day, by an official, and for those that decide, pay, audit or run by two;
//! taken back at once. Whoever runs the platform holds nothing else, nor does whoever audits it.
//!
//! It refuses roles without an end, for oneself, outside one's region, and a region left without an official.

mod reset;
mod rules;

use kernel::{
    AccountId, Actor, Error, Grant, GrantId, Micros, Operation, PersonName, ProposalId, RegionCode, Result,
    Role, Scope, bounded,
};
use serde_json::{Value as Json, json};
use store::{Boxed, Change, Decision, Scribe, Store, Tx, args};

pub use reset::propose_reset;
pub use rules::{LONGEST, apart};

use crate::{
    accounts::{self, AccountRow, GrantRow, grant_row},
    jobs::hide,
    paging::{self, Page},
    proposals::{self, Draft, ProposalRow, Verdict},
};

const GIVE: &str = "grant.give";
const RESET: &str = "account.reset";

/// What is to be given, and to whom.
#[derive(Clone, Debug)]
pub struct Giving {
    /// The login; one that is not known yet is made.
    pub login: String,
    /// The name of the person, for a new login.
    pub name: Option<PersonName>,
    /// The role.
    pub role: Role,
    /// Where.
    pub region: RegionCode,
    /// Until when.
    pub until: Micros,
    /// Why.
    pub reason: String,
}

/// Which offices are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those held now, of one role or of all.
    Held(Option<Role>),
    /// Those taken back or ended by themselves.
    Ended,
}

/// What came of giving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// To which account.
    pub account: AccountId,
    /// What waits for a second person, where it needs one.
    pub proposal: Option<ProposalId>,
    /// The one-time token with which the person sets a password, if this is the first that an account is given.
    pub token: Option<String>,
}

/// Gives a role, or proposes to give it where it needs two.
pub async fn give(store: &Store, actor: &Actor, giving: Giving) -> Result<Given> {
    let permit = actor.may(Operation::GrantGive, &Scope::Region(giving.region))?;
    let by = permit.account().ok_or(Error::forbidden("access.forbidden"))?;
    let grant = Grant::new(giving.role, giving.region, None).map_err(|error| error.field("role"))?;
    if atlas::Atlas::load().get(giving.region).is_none() {
        return Err(Error::invalid("region.unknown").field("to"));
    }
    let (login, until) = (&accounts::login(&giving.login)?, giving.until);
    rules::term(store.now(), until)?;
    let reason = &bounded("reason", &giving.reason, 2, 200)?;
    let name = giving.name.as_ref();
    let entry = if giving.role.needs_two() { "grant.propose" } else { GIVE };
    let (account, proposal, first) = store
        .write(entry, &permit, |tx| async move {
            let (scribe, known) = (store.scribe(), accounts::of_login(&tx, login).await?);
            let (account, opened) = match known {
                Some(account) => {
                    same_person(store, &account, name)?;
                    (account, None)
                }
                None => {
                    let name = name.ok_or(Error::invalid("text.empty").field("name"))?;
                    let (account, change) = accounts::decide_login(&scribe, login.clone(), Some(name), None)?;
                    (account, Some(change))
                }
            };
            let held = may_hold(&tx, store.now(), by, account.id, grant).await?;
            if account.password.is_none() && proposals::about(&tx, account.id).await? {
                return Err(Error::conflict("grant.meanwhile").into());
            }
            let head = opened.into_iter().fold(Change::of(grant.region()), Change::and);
            let first = account.password.is_none() && held == 0;
            if grant.role().needs_two() {
                let body = json!({ "role": grant.role(), "region": grant.region(), "until": until.0 });
                let draft = draft(GIVE, grant.region(), account.id, body, reason.clone());
                let (row, change) = proposals::decide_open(&scribe, by, draft)?;
                return Ok(Decision::changed((account.id, Some(row.id), false), head.and(change)));
            }
            let change = head.and(decide_give(&scribe, account.id, by, grant, until, reason)?);
            Ok(Decision::changed((account.id, None, first), change))
        })
        .await
        .map_err(|error| match error {
            // One open proposal about one person, and one login.
            store::Error::Unique => Error::conflict("grant.meanwhile"),
            other => other.into(),
        })?;
    // What waits for a second person opens no door to the first: whoever approves it hands the token over.
    let token = if first { Some(accounts::activation(store, account).await?) } else { None };
    Ok(Given { account, proposal, token })
}

/// A login that is known under another name is somebody else's.
fn same_person(store: &Store, account: &AccountRow, name: Option<&PersonName>) -> Result<()> {
    let (Some(name), Some(sealed)) = (name, &account.name) else { return Ok(()) };
    if store.unseal("account", "name", account.id, sealed)? == name.as_str() {
        return Ok(());
    }
    Err(Error::conflict("staff.login_taken").field("login"))
}

fn draft(kind: &'static str, region: RegionCode, account: AccountId, body: Json, reason: String) -> Draft {
    Draft { kind, region, subject: account.to_string(), body, reason }
}

/// The grant and what its holder is told of it.
pub fn decide_give(
    scribe: &Scribe<'_>,
    account: AccountId,
    by: AccountId,
    grant: Grant,
    until: Micros,
    reason: &str,
) -> Result<Change> {
    let row = grant_row(scribe, account, grant);
    let reason = Some(scribe.seal("role_grant", "reason", row.id, reason)?);
    let row = GrantRow { given_by: Some(by), expires_at: Some(until), reason, ..row };
    let fact = json!({ "grant": row.id, "role": row.role, "region": row.region, "until": until.0 });
    Ok(Change::of(grant.region()).insert(&row).tell(account, fact))
}

/// How many offices they hold. Refuses oneself, what is held already, and what does not go together.
async fn may_hold(
    tx: &Tx,
    now: Micros,
    by: AccountId,
    account: AccountId,
    grant: Grant,
) -> std::result::Result<usize, store::Error> {
    if by == account {
        return Err(Error::conflict("grant.self").field("login").into());
    }
    let held = accounts::offices_of(tx, account, now).await?;
    let mut roles = Vec::with_capacity(held.len());
    for row in &held {
        let one = row.grant()?;
        if (one.role(), one.region()) == (grant.role(), grant.region()) {
            return Err(Error::conflict("grant.held").field("role").into());
        }
        roles.push(one.role());
    }
    apart(&roles, grant.role())?;
    Ok(roles.len())
}

/// Takes a role back, at once: whoever is signed in with it has no more of it with their next click.
pub async fn revoke(store: &Store, actor: &Actor, id: GrantId, reason: &str) -> Result<()> {
    let seen: GrantRow = store.one(include_str!("grant.sql"), args![id]).await?;
    let permit = actor.may(Operation::GrantRevoke, &Scope::Region(seen.region)).map_err(hide)?;
    let reason = &bounded("reason", reason, 2, 200)?;
    store
        .write("grant.revoke", &permit, |tx| async move {
            let before: GrantRow = tx.one(include_str!("grant.sql"), args![id]).await?;
            if before.revoked_at.is_some() {
                return Ok(Decision::unchanged(()));
            }
            if before.grant()?.role() == Role::Official {
                let officials: Vec<GrantRow> =
                    tx.all(include_str!("officials.sql"), args![store.now()]).await?;
                let over = |row: &&GrantRow| row.id != before.id && row.region.contains(&before.region);
                if !officials.iter().any(|row| over(&row)) {
                    return Err(Error::conflict("grant.last_official").into());
                }
            }
            let fact = json!({ "grant": id, "role": before.role, "revoked": true });
            let why = store.scribe().seal("role_grant", "revoke_reason", id, reason)?;
            let after =
                GrantRow { revoked_at: Some(store.now()), revoke_reason: Some(why), ..before.clone() };
            let change = Change::of(before.region).update(&before, after).tell(before.account_id, fact);
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

store::view! {
    /// Somebody who holds an office.
    pub struct Holder {
        /// The grant.
        id: GrantId,
        /// The account.
        account_id: AccountId,
        /// The login.
        login: Option<String>,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Which office.
        role: String,
        /// Where.
        region: RegionCode,
        /// Since when.
        given_at: Micros,
        /// Until when.
        expires_at: Option<Micros>,
        /// The login of whoever gave it.
        giver: Option<String>,
        /// Whether a second factor is asked for: how many there are.
        factors: i64,
        /// When it was taken back.
        revoked_at: Option<Micros>,
        /// Why it was given, sealed.
        reason: Option<Vec<u8>>,
        /// Why it was taken back, sealed.
        revoke_reason: Option<Vec<u8>>,
    }
}

/// What of a holder is sealed, opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The name.
    pub name: Option<String>,
    /// Why the office was given.
    pub reason: Option<String>,
    /// Why it was taken back.
    pub revoked: Option<String>,
}

/// Who holds which office in a region and all that lies in it, or who held one that has ended.
pub async fn holders(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    which: Which,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<(Holder, Told)>> {
    let _permit = actor.may(Operation::GrantRead, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (at, id): (String, String) = paging::decode(after)?.unwrap_or_default();
    let (from, to) = region.range();
    let (low, high) = match which {
        Which::Held(Some(role)) => (role.to_string(), role.to_string()),
        Which::Held(None) | Which::Ended => (String::new(), "~".to_owned()),
    };
    let values = args![from, to, store.now(), low, high, at, id, limit + 1];
    let sql = match which {
        Which::Held(_) => include_str!("holders.sql"),
        Which::Ended => include_str!("ended.sql"),
    };
    let rows: Vec<Holder> = store.all(sql, values).await?;
    Page::cut(rows, limit, |row| (row.region, row.id)).try_map(|row| {
        let open = |table, column, key: String, sealed: &Option<Vec<u8>>| {
            sealed.as_ref().map(|sealed| store.unseal(table, column, key, sealed)).transpose()
        };
        let told = Told {
            name: open("account", "name", row.account_id.to_string(), &row.name)?,
            reason: open("role_grant", "reason", row.id.to_string(), &row.reason)?,
            revoked: open("role_grant", "revoke_reason", row.id.to_string(), &row.revoke_reason)?,
        };
        Ok((row, told))
    })
}

/// Decides on a proposal of this area. An approval that leaves an account without a password answers with the token for
/// it, for the approver to hand over: whoever proposed it never has it.
pub async fn decide(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    verdict: Verdict,
    reason: &str,
) -> Result<Option<String>> {
    let (seen, _) = proposals::decidable(store, actor, id).await?;
    // Whoever may decide on money does not thereby decide on offices.
    let _gives = actor.may(Operation::GrantGive, &Scope::Region(seen.region)).map_err(hide)?;
    proposals::decide(store, actor, id, verdict, reason, carry).await?;
    if verdict == Verdict::Refuse {
        return Ok(None);
    }
    let account: AccountId = seen.subject.parse()?;
    if seen.kind == RESET {
        accounts::end_all(store, account, None).await?;
    }
    begin(store, actor, account).await
}

/// A token for an account that has no password, all of whose offices lie where the actor gives them. Those before it no
/// longer hold.
async fn begin(store: &Store, actor: &Actor, account: AccountId) -> Result<Option<String>> {
    let held = accounts::offices_now(store, account).await?;
    let within = |row: &GrantRow| actor.may(Operation::GrantGive, &Scope::Region(row.region)).is_ok();
    if !held.iter().all(within) || accounts::has_password(store, account).await? {
        return Ok(None);
    }
    Ok(Some(accounts::activation(store, account).await?))
}

fn carry<'a>(
    store: &'a Store,
    tx: &'a Tx,
    row: &'a ProposalRow,
) -> Boxed<'a, std::result::Result<Change, store::Error>> {
    Box::pin(async move {
        match row.kind.as_str() {
            GIVE => carry_give(store, tx, row).await,
            RESET => reset::carry(store, tx, row).await,
            _ => Err(Error::not_found("not_found").into()),
        }
    })
}

async fn carry_give(store: &Store, tx: &Tx, row: &ProposalRow) -> std::result::Result<Change, store::Error> {
    let body: Json = serde_json::from_str(&row.body).map_err(|_| Error::internal("internal"))?;
    let word = |name: &str| body[name].as_str().unwrap_or_default();
    let grant = Grant::new(word("role").parse()?, word("region").parse()?, None)?;
    let until = Micros(body["until"].as_i64().unwrap_or_default());
    rules::term(store.now(), until)?;
    still_gives(store, tx, row).await?;
    let account: AccountRow = accounts::of_id(tx, row.subject.parse()?).await?;
    if account.erased_at.is_some() {
        return Err(Error::not_found("not_found").into());
    }
    may_hold(tx, store.now(), row.proposed_by, account.id, grant).await?;
    let (reason, _) = row.open_reasons(store.vault())?;
    Ok(decide_give(&store.scribe(), account.id, row.proposed_by, grant, until, &reason)?)
}

/// What was proposed by somebody who has lost the right since is not done.
async fn still_gives(store: &Store, tx: &Tx, row: &ProposalRow) -> std::result::Result<(), store::Error> {
    let held = accounts::offices_of(tx, row.proposed_by, store.now()).await?;
    let grants = held.iter().map(GrantRow::grant).collect::<Result<Vec<_>>>()?;
    let proposer = Actor::signed_in(row.proposed_by, None, grants);
    match proposer.may(Operation::GrantGive, &Scope::Region(row.region)) {
        Ok(_permit) => Ok(()),
        Err(_) => Err(Error::conflict("proposal.lapsed_right").into()),
    }
}
