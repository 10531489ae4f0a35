//! Becoming an employer.

use std::sync::Arc;

use axum::extract::State;
use features::employers::{self, EmployerKind, New};
use kernel::{CreditCode, Kind, RegionCode};

use crate::app::App;
use crate::forms::{Check, Fields};
use crate::present;
use crate::problem::{Reply, again, onward, show};
use crate::views::Page;
use crate::views::employer::EmployerNew;
use crate::visitor::Visitor;

/// `GET /employer/new`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    visitor.session()?;
    let region = visitor.place.as_ref().map(|place| present::place(place.region));
    let page = visitor.page(&app).await?;
    show(&EmployerNew { page, kind: EmployerNew::KINDS[0].to_owned(), region, ..EmployerNew::default() })
}

/// `POST /employer/new`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let session = visitor.session()?;
    let mut view = typed(visitor.page(&app).await?, &form);
    if form.get("step") == "find_region" {
        return show(&view);
    }
    let mut check = Check::default();
    if let Some(input) = employer(&form, None, &mut check).filter(|_| check.0.is_empty()) {
        match employers::register(&app.store, &session.actor, session.account, input).await {
            Ok(employer) => {
                let mut response = onward("/employer", "employer_new");
                visitor.choose(response.headers_mut(), employer);
                return Ok(response);
            }
            Err(error) if matches!(error.kind, Kind::Invalid | Kind::Conflict) => check.note(error),
            Err(error) => return Err(error.into()),
        }
    }
    view.errors = check.0;
    again(&view)
}

/// What a form tells of an employer; one that exists keeps its kind.
pub(super) fn employer(form: &Fields, kind: Option<EmployerKind>, check: &mut Check) -> Option<New> {
    let kind = kind.or_else(|| check.take("kind", form.get("kind").parse::<EmployerKind>()));
    let code = form.some("credit_code").filter(|_| kind != Some(EmployerKind::Household));
    let code = code.map(|code| check.take("credit_code", code.trim().parse::<CreditCode>()));
    let region = check.take("region", form.region());
    Some(New {
        kind: kind?,
        name: form.text("name"),
        credit_code: code.flatten(),
        region: region?,
        address: form.some("address").map(str::to_owned),
    })
}

/// The form as it was typed, with what was looked up.
pub(super) fn typed(page: Page, form: &Fields) -> EmployerNew {
    let region_q = form.text("region_q");
    let region: Option<RegionCode> = form.get("region").parse().ok();
    EmployerNew {
        page,
        edit: false,
        kind: form.text("kind"),
        name: form.text("name"),
        credit_code: form.text("credit_code"),
        region: region.filter(|code| atlas::Atlas::load().get(*code).is_some()).map(present::place),
        places: if region_q.trim().is_empty() { Vec::new() } else { present::places(&region_q, 10) },
        region_q,
        address: form.text("address"),
        errors: Default::default(),
    }
}
