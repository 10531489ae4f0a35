//! What waits for a second person, and what became of what did.

use std::collections::BTreeMap;

use atlas::Atlas;
use axum::extract::Path;
use features::accounts;
use features::offices;
use features::proposals::{self, ProposalRow, Verdict};
use kernel::{AccountId, Operation, ProposalId, Scope};
use serde_json::Value as Json;

use crate::forms::{Fields, id};
use crate::gov::desk::{Desk, ROWS, mendable, whole};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::offices::{GovApprovals, ProposalLine};

const PATH: &str = "/gov/approvals";

/// `GET /gov/approvals`; `state=decided` for those decided.
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk, FieldErrors::default()).await?)
}

async fn view(desk: &Desk, errors: FieldErrors) -> Result<GovApprovals, PageError> {
    let (store, actor, open) = (desk.store(), desk.actor(), desk.state != "decided");
    let found = proposals::list(store, &actor, desk.region, open, desk.after.as_deref(), ROWS).await?;
    let list = desk.listing(PATH, (!open).then_some("decided"), None, found.next.as_deref());
    // All that is proposed so far is an office, so whoever decides gives offices too.
    let may = |operation| actor.may(operation, &Scope::Region(desk.region)).is_ok();
    let decides = may(Operation::ProposalDecide) && may(Operation::GrantGive);
    let logins = accounts::logins(store, &people(&found.items)).await?;
    let me = desk.visitor.account()?;
    let lines: Result<Vec<_>, PageError> =
        found.items.into_iter().map(|row| line(desk, row, &logins, me, decides)).collect();
    Ok(GovApprovals { page: desk.page().await?, list, open, rows: lines?, address: None, errors })
}

fn people(rows: &[ProposalRow]) -> Vec<AccountId> {
    let subjects = rows.iter().filter_map(|row| row.subject.parse().ok());
    let others = rows.iter().flat_map(|row| [Some(row.proposed_by), row.decided_by]).flatten();
    subjects.chain(others).collect()
}

fn line(
    desk: &Desk,
    row: ProposalRow,
    logins: &BTreeMap<AccountId, String>,
    me: AccountId,
    decides: bool,
) -> Result<ProposalLine, PageError> {
    let called = |id: Option<AccountId>| id.and_then(|id| logins.get(&id).cloned()).unwrap_or_default();
    let body: Json = serde_json::from_str(&row.body).unwrap_or_default();
    let (reason, decision) = row.open_reasons(desk.store().vault())?;
    let region = body["region"].as_str().and_then(|code| code.parse().ok()).unwrap_or(row.region);
    let subject: Option<AccountId> = row.subject.parse().ok();
    Ok(ProposalLine {
        own: row.proposed_by == me,
        mine_to_decide: decides && row.proposed_by != me && subject != Some(me),
        subject: called(subject),
        role: body["role"].as_str().unwrap_or_default().to_owned(),
        until: body["until"].as_i64(),
        region: Atlas::load().full_name(region),
        by: called(Some(row.proposed_by)),
        decided_by: called(row.decided_by),
        decided_at: row.decided_at.map(|at| at.0),
        at: row.proposed_at.0,
        expires: row.expires_at.0,
        state: row.state.to_string(),
        id: row.id.to_string(),
        kind: row.kind,
        reason,
        decision: decision.unwrap_or_default(),
    })
}

/// `POST /gov/approvals/{id}/approve`
pub async fn approve(desk: Desk, Path(proposal): Path<String>, form: Fields) -> Reply {
    let proposal: ProposalId = id(&proposal)?;
    match offices::decide(desk.store(), &desk.actor(), proposal, Verdict::Approve, form.get("reason")).await {
        Ok(None) => Ok(onward(PATH, "proposal_approved")),
        Ok(Some(token)) => {
            let address = format!("{}/staff/activate?token={token}", desk.visitor.site().origin);
            let view = view(&desk, FieldErrors::default()).await?;
            show(&GovApprovals { address: Some(address), ..view })
        }
        Err(error) => again(&view(&desk, whole(&mendable(error)?)).await?),
    }
}

/// `POST /gov/approvals/{id}/refuse`
pub async fn refuse(desk: Desk, Path(proposal): Path<String>, form: Fields) -> Reply {
    let proposal: ProposalId = id(&proposal)?;
    match offices::decide(desk.store(), &desk.actor(), proposal, Verdict::Refuse, form.get("reason")).await {
        Ok(_) => Ok(onward(PATH, "proposal_refused")),
        Err(error) => again(&view(&desk, whole(&mendable(error)?)).await?),
    }
}

/// `POST /gov/approvals/{id}/withdraw`
pub async fn withdraw(desk: Desk, Path(proposal): Path<String>, _: Fields) -> Reply {
    match proposals::withdraw(desk.store(), &desk.actor(), id(&proposal)?).await {
        Ok(()) => Ok(onward(PATH, "proposal_withdrawn")),
        Err(error) => again(&view(&desk, whole(&mendable(error)?)).await?),
    }
}
