//! Who holds which office in a region; giving one and taking it back.

use axum::extract::Path;
use axum::http::HeaderMap;
use features::offices::{self, Giving, Told, Which};
use kernel::{AccountId, GrantId, Micros, Operation, PersonName, Role, Scope, day_start, from_civil};

use crate::forms::{Check, Fields, id};
use crate::gov::desk::{Desk, ROWS, back, mendable, whole};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::offices::{GivenOffice, GovRoles, HolderRow, RoleForm};

/// Asked for instead of a role: offices that have ended.
const ENDED: &str = "ended";

/// `GET /gov/roles`; `state` is a role, or `ended`.
pub async fn page(desk: Desk) -> Reply {
    let form = RoleForm { region: desk.region.to_string(), ..RoleForm::default() };
    show(&view(&desk, form, FieldErrors::default()).await?)
}

async fn view(desk: &Desk, form: RoleForm, errors: FieldErrors) -> Result<GovRoles, PageError> {
    let (store, actor, after) = (desk.store(), desk.actor(), desk.after.as_deref());
    let role = desk.state::<Role>().filter(|role| role.is_office());
    let ended = desk.state == ENDED;
    let which = if ended { Which::Ended } else { Which::Held(role) };
    let found = offices::holders(store, &actor, desk.region, which, after, ROWS).await?;
    let gives = actor.may(Operation::GrantGive, &Scope::Region(desk.region)).is_ok();
    let state = role.map(|role| role.to_string()).or(ended.then(|| ENDED.to_owned()));
    let list = desk.listing("/gov/roles", state, None, found.next.as_deref());
    let me = desk.visitor.account()?;
    let row = |(row, told): (offices::Holder, Told)| HolderRow {
        id: row.id.to_string(),
        account: row.account_id.to_string(),
        login: row.login.unwrap_or_default(),
        name: told.name.unwrap_or_default(),
        reason: told.reason.unwrap_or_default(),
        ended: row.revoked_at.or(row.expires_at.filter(|_| ended)).map(|at| at.0),
        revoked: told.revoked.unwrap_or_default(),
        role: row.role,
        region: desk.below(row.region),
        since: row.given_at.0,
        until: row.expires_at.map(|at| at.0),
        giver: row.giver.unwrap_or_default(),
        secured: row.factors > 0,
        me: row.account_id == me,
    };
    Ok(GovRoles {
        page: desk.page().await?,
        rows: found.items.into_iter().map(row).collect(),
        list,
        gives,
        form,
        given: None,
        errors,
    })
}

/// `POST /gov/roles`
pub async fn give(desk: Desk, form: Fields) -> Reply {
    let typed = RoleForm {
        login: form.text("login"),
        name: form.text("name"),
        role: form.text("role"),
        region: form.text("to"),
        until: form.text("until"),
        reason: form.text("reason"),
    };
    let mut check = Check::default();
    let name = form.some("name").map(str::parse::<PersonName>).transpose();
    let name = check.take("name", name).flatten();
    let role = check.take("role", typed.role.parse::<Role>());
    let region = check.take("to", typed.region.parse());
    let until = check.take("until", last_moment(&typed.until));
    let reason = check.take("reason", kernel::bounded("reason", &typed.reason, 2, 200));
    let (Some(role), Some(region), Some(until), Some(reason), true) =
        (role, region, until, reason, check.0.is_empty())
    else {
        return again(&view(&desk, typed, check.0).await?);
    };
    let giving = Giving { login: typed.login.clone(), name, role, region, until, reason };
    match offices::give(desk.store(), &desk.actor(), giving).await {
        Ok(given) => {
            let clean = RoleForm { region: desk.region.to_string(), ..RoleForm::default() };
            let told = GivenOffice {
                login: typed.login.trim().to_lowercase(),
                waits: given.proposal.is_some(),
                address: given
                    .token
                    .map(|token| format!("{}/staff/activate?token={token}", desk.visitor.site().origin)),
            };
            show(&GovRoles { given: Some(told), ..view(&desk, clean, FieldErrors::default()).await? })
        }
        Err(error) => again(&view(&desk, typed, whole(&mendable(error)?)).await?),
    }
}

/// The last moment of a day given as `YYYY-MM-DD`.
fn last_moment(text: &str) -> kernel::Result<Micros> {
    let bad = || kernel::Error::invalid("time.date");
    let mut parts = text.split('-');
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok()).ok_or_else(bad);
    let (year, month, day) = (number()?, number()?, number()?);
    let year = i32::try_from(year).map_err(|_| bad())?;
    Ok(day_start(from_civil(year, month, day, 12, 0)?) + Micros::DAY - 1)
}

/// `POST /gov/roles/{id}/revoke`
pub async fn revoke(desk: Desk, Path(grant): Path<String>, headers: HeaderMap, form: Fields) -> Reply {
    let grant: GrantId = id(&grant)?;
    match offices::revoke(desk.store(), &desk.actor(), grant, form.get("reason")).await {
        Ok(()) => Ok(onward(&back(&headers, "/gov/roles"), "revoked")),
        Err(error) => {
            let form = RoleForm { region: desk.region.to_string(), ..RoleForm::default() };
            again(&view(&desk, form, whole(&mendable(error)?)).await?)
        }
    }
}

/// `POST /gov/roles/{id}/reset`: proposes to let somebody begin anew.
pub async fn reset(desk: Desk, Path(account): Path<String>, headers: HeaderMap, form: Fields) -> Reply {
    let account: AccountId = id(&account)?;
    match offices::propose_reset(desk.store(), &desk.actor(), account, form.get("reason")).await {
        Ok(_) => Ok(onward(&back(&headers, "/gov/roles"), "proposed")),
        Err(error) => {
            let form = RoleForm { region: desk.region.to_string(), ..RoleForm::default() };
            again(&view(&desk, form, whole(&mendable(error)?)).await?)
        }
    }
}
