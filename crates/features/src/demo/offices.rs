//! The officials, clerks and others of the sample province, by the same way as on any first day: two officials by token,
//! who give everybody else their office, one proposing and the other approving where it needs two. Made last and again
//! after an interruption; the verifications of the past are those of a department, which needs no account.

use kernel::{AccountId, Actor, Error, Grant, Micros, Result, Role};
use store::{Store, args};

use super::PASSWORD;
use crate::{
    accounts,
    offices::{self, Giving},
    proposals::Verdict,
};

pub(super) const PROVINCE: &str = "350000000000";
const CITY: &str = "350100000000";
const COUNTY: &str = "350102000000";
/// The two who begin.
const FOUNDERS: [&str; 2] = ["province", "deputy"];

/// Why everybody has theirs.
const REASON: &str = "示例：分工";

struct Office(&'static str, &'static str, Role, &'static str);

const OFFICES: &[Office] = &[
    Office("official", "陈敏", Role::Official, CITY),
    Office("county", "林建国", Role::Official, COUNTY),
    Office("station", "黄丽华", Role::Staff, COUNTY),
    Office("finance", "郑晓东", Role::Finance, CITY),
    Office("auditor", "吴海燕", Role::Auditor, PROVINCE),
    Office("counsellor", "许文静", Role::Counsellor, CITY),
    Office("provider", "何志强", Role::Provider, CITY),
    Office("operator", "周凯", Role::Operator, PROVINCE),
];

/// Gives everybody their office, if they have none yet.
pub(super) async fn appoint(store: &Store) -> Result<()> {
    for login in FOUNDERS {
        let Some(token) = accounts::first_official_token(store).await? else { break };
        match accounts::setup_official(store, &token, login, PASSWORD, PROVINCE.parse()?).await {
            Err(e) if e.code != "staff.login_taken" => return Err(e),
            _ => {}
        }
    }
    let [first, second] = [founder(store, FOUNDERS[0]).await?, founder(store, FOUNDERS[1]).await?];
    for Office(login, name, role, region) in OFFICES {
        let giving = Giving {
            login: (*login).to_owned(),
            name: Some(name.parse()?),
            role: *role,
            region: region.parse()?,
            until: store.now() + 365 * Micros::DAY,
            reason: REASON.to_owned(),
        };
        let given = match offices::give(store, &first, giving).await {
            Err(e) if matches!(e.code, "grant.held" | "grant.meanwhile") => continue,
            other => other?,
        };
        let token = match given.proposal {
            Some(proposal) => offices::decide(store, &second, proposal, Verdict::Approve, "").await?,
            None => given.token,
        };
        if let Some(token) = token {
            accounts::activate(store, &token, PASSWORD, "").await?;
        }
    }
    Ok(store.drain(&[]).await?)
}

async fn founder(store: &Store, login: &str) -> Result<Actor> {
    let known: Option<String> =
        store.maybe("select id from account where login = $1", args![login.to_owned()]).await?;
    let id: AccountId = known.ok_or(Error::internal("demo.staff"))?.parse()?;
    Ok(Actor::signed_in(id, None, vec![Grant::new(Role::Official, PROVINCE.parse()?, None)?]))
}
