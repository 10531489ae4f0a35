//! How officials and staff come in: by login and password; the first of them with the token that the machine's owner
//! was shown.

use std::sync::Arc;

use axum::extract::State;
use features::accounts;
use kernel::{Error, RegionCode};

use super::desk::{mendable, whole};
use crate::app::App;
use crate::forms::{Asked, Fields};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::gov::{StaffSetup, StaffSignIn};
use crate::visitor::{Visitor, local};

/// The region of the first official.
const PROVINCE: &str = "350000000000";

/// Where to go once in.
fn next(asked: &str) -> &str {
    Some(local(asked)).filter(|path| *path != "/").unwrap_or("/gov")
}

/// `GET /staff/sign-in`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let next = next(asked.get("next"));
    if visitor.office().is_some() {
        return Ok(onward(next, ""));
    }
    show(&StaffSignIn { page: visitor.page(&app).await?, next: next.to_owned(), ..StaffSignIn::default() })
}

/// `POST /staff/sign-in`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let next = next(form.get("next"));
    match accounts::staff_sign_in(&app.store, form.get("login"), form.get("password"), &visitor.agent).await {
        Ok(session) => {
            let mut response = onward(next, "signed_in");
            visitor.put_session(&app, response.headers_mut(), &session);
            Ok(response)
        }
        Err(error) => again(&StaffSignIn {
            errors: whole(&mendable(error)?),
            page: visitor.page(&app).await?,
            login: form.text("login"),
            next: next.to_owned(),
        }),
    }
}

/// `GET /staff/setup`
pub async fn setup_page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    show(&StaffSetup { page: visitor.page(&app).await?, token: asked.text("token"), ..StaffSetup::default() })
}

/// `POST /staff/setup`
pub async fn setup_post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let region: RegionCode = PROVINCE.parse()?;
    let (token, login) = (form.get("token"), form.get("login"));
    match accounts::setup_official(&app.store, token, login, form.get("password"), region).await {
        Ok(_) => Ok(onward("/staff/sign-in", "setup")),
        Err(error) => again(&StaffSetup {
            errors: whole(&beside(error)?),
            page: visitor.page(&app).await?,
            token: form.text("token"),
            login: form.text("login"),
        }),
    }
}

/// A wrong token stands beside its field.
fn beside(error: Error) -> Result<Error, PageError> {
    if error.field.is_some() { Ok(error) } else { mendable(error) }
}
