//! What an employer has told, correcting it, who acts for it, and which of several the reader acts for now.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::employers::{self, EmployerRow, MemberRole};
use features::views as facts;
use kernel::{EmployerId, Kind, Operation, Phone, Result};

use super::new::{employer as typed_in, typed};
use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::employer::{EmployerAbout, EmployerNew, MemberRow};
use crate::visitor::Visitor;

/// `GET /employer/about`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    match visitor.acting()? {
        Some(employer) => show(&view(&app, &visitor, employer, String::new(), FieldErrors::default()).await?),
        None => Ok(onward("/employer/new", "")),
    }
}

/// Whoever may not is told so before anything is looked at.
fn may(visitor: &Visitor, employer: EmployerId, operation: Operation) -> Result<(), PageError> {
    let may = visitor.may_for(employer, operation);
    if may { Ok(()) } else { Err(PageError(kernel::Error::not_found("not_found"))) }
}

async fn view(
    app: &App,
    visitor: &Visitor,
    employer: EmployerId,
    phone: String,
    errors: FieldErrors,
) -> Result<EmployerAbout, PageError> {
    let (store, account) = (&app.store, visitor.account()?);
    let members = facts::members(store, &visitor.actor(), employer).await?;
    let members = members.into_iter().map(|member| MemberRow {
        me: member.me,
        agreed: member.agreed,
        id: member.grant.to_string(),
        name: member.name_masked,
        phone: member.phone_masked,
        role: member.role.to_string(),
        since: member.since.0,
    });
    let rows = employers::for_account(store, account).await?;
    let (mine, others): (Vec<EmployerRow>, Vec<EmployerRow>) =
        rows.into_iter().partition(|row| row.id == employer);
    let row = mine.first().ok_or(kernel::Error::not_found("not_found"))?;
    let name = |row: &EmployerRow| Ok((row.id.to_string(), row.open_name(store.vault())?));
    Ok(EmployerAbout {
        page: visitor.page(app).await?,
        name: row.open_name(store.vault())?,
        kind: row.kind.to_string(),
        credit_code: row.credit_code.map(|code| code.to_string()),
        region: atlas::Atlas::load().full_name(row.region),
        address: row.open_address(store.vault())?,
        standing: row.state.to_string(),
        members: members.collect(),
        phone,
        owner: visitor.may_for(employer, Operation::MemberInvite),
        others: others.iter().map(name).collect::<Result<_>>()?,
        errors,
    })
}

/// `POST /employer/members`
pub async fn invite(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    may(&visitor, employer, Operation::MemberInvite)?;
    let mut check = Check::default();
    let phone = check.take("phone", form.get("phone").trim().parse::<Phone>());
    let role = form.some("role").map_or(Ok(MemberRole::Owner), str::parse);
    let role = check.take("role", role);
    if let Some((phone, role)) = phone.zip(role) {
        match employers::invite_member(&app.store, &visitor.actor(), employer, &phone, role).await {
            Ok(()) => return Ok(onward("/employer/about", "member_invited")),
            Err(error) if error.kind == Kind::Conflict => check.note(error),
            Err(error) => return Err(error.into()),
        }
    }
    again(&view(&app, &visitor, employer, form.text("phone"), check.0).await?)
}

/// `POST /employer/members/{id}/role`
pub async fn role(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(member): Path<String>,
    form: Fields,
) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    may(&visitor, employer, Operation::MemberInvite)?;
    let member = id(&member)?;
    let changed = match form.get("role").parse::<MemberRole>() {
        Ok(role) => employers::change_role(&app.store, &visitor.actor(), employer, member, role).await,
        // Somebody else's member is not there, whatever is asked of them.
        Err(error) => {
            let members = facts::members(&app.store, &visitor.actor(), employer).await?;
            let theirs = members.iter().any(|one| one.grant == member);
            Err(if theirs { error } else { kernel::Error::not_found("not_found") })
        }
    };
    told(&app, &visitor, employer, changed, "/employer/about", "member_role").await
}

/// `POST /employer/members/leave`
pub async fn leave(State(app): State<Arc<App>>, visitor: Visitor, _: Fields) -> Reply {
    let employer = visitor.acting()?.ok_or(kernel::Error::not_found("not_found"))?;
    let left = employers::leave(&app.store, &visitor.actor(), visitor.account()?, employer).await;
    told(&app, &visitor, employer, left, "/me", "member_left").await
}

/// On, or the page again with what stands in the way.
async fn told(
    app: &App,
    visitor: &Visitor,
    employer: EmployerId,
    outcome: Result<()>,
    to: &str,
    done: &str,
) -> Reply {
    match outcome {
        Ok(()) => Ok(onward(to, done)),
        Err(error) if matches!(error.kind, Kind::Conflict | Kind::Invalid) => {
            let mut check = Check::default();
            check.note(error);
            again(&view(app, visitor, employer, String::new(), check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /employer/members/{id}/remove`
pub async fn remove(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(member): Path<String>,
    _: Fields,
) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    let (actor, member) = (visitor.actor(), id(&member)?);
    let members = facts::members(&app.store, &actor, employer).await?;
    let me = members.iter().any(|one| one.grant == member && one.me);
    let removed = employers::remove_member(&app.store, &actor, employer, member).await;
    let (to, done) = if me { ("/me", "member_left") } else { ("/employer/about", "member_removed") };
    told(&app, &visitor, employer, removed, to, done).await
}

/// `POST /employer/switch`: which of one's employers the pages speak of; kept in the reader's own browser.
pub async fn switch(State(_): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let chosen: EmployerId = id(form.get("employer"))?;
    if !visitor.session()?.employers.contains(&chosen) {
        return Err(PageError(kernel::Error::not_found("not_found")));
    }
    let mut response = onward("/employer", "");
    visitor.choose(response.headers_mut(), chosen);
    Ok(response)
}

/// `GET /employer/edit`
pub async fn edit_page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    may(&visitor, employer, Operation::EmployerUpdate)?;
    let row = own(&app, &visitor, employer).await?;
    let vault = app.store.vault();
    show(&EmployerNew {
        edit: true,
        kind: row.kind.to_string(),
        name: row.open_name(vault)?,
        credit_code: row.credit_code.map(|code| code.to_string()).unwrap_or_default(),
        region: Some(present::place(row.region)),
        address: row.open_address(vault)?.unwrap_or_default(),
        page: visitor.page(&app).await?,
        ..EmployerNew::default()
    })
}

/// `POST /employer/edit`
pub async fn edit_post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    may(&visitor, employer, Operation::EmployerUpdate)?;
    let kind = own(&app, &visitor, employer).await?.kind;
    let page = visitor.page(&app).await?;
    let mut view = EmployerNew { edit: true, kind: kind.to_string(), ..typed(page, &form) };
    if form.get("step") == "find_region" {
        return show(&view);
    }
    let mut check = Check::default();
    if let Some(input) = typed_in(&form, Some(kind), &mut check).filter(|_| check.0.is_empty()) {
        match employers::update(&app.store, &visitor.actor(), employer, input).await {
            Ok(()) => return Ok(onward("/employer/about", "saved")),
            Err(error) if matches!(error.kind, Kind::Invalid | Kind::Conflict) => check.note(error),
            Err(error) => return Err(error.into()),
        }
    }
    view.errors = check.0;
    again(&view)
}

/// The row of an employer that the reader acts for.
async fn own(app: &App, visitor: &Visitor, employer: EmployerId) -> Result<EmployerRow, PageError> {
    let rows = employers::for_account(&app.store, visitor.account()?).await?;
    let own = rows.into_iter().find(|row| row.id == employer);
    own.ok_or(PageError(kernel::Error::not_found("not_found")))
}
