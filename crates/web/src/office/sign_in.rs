//! How those who hold an office come in: login and password, then a second factor if they have one; with a one-time token
//! the first time; the first two officials with the token that the machine's owner was shown.

use std::sync::Arc;

use axum::extract::State;
use features::accounts::{self, Entered, Proof, Session, Step, passkey};
use kernel::{Error, RegionCode};

use crate::app::App;
use crate::forms::{Asked, Fields};
use crate::gov::desk::{mendable, whole};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::staff::{StaffActivate, StaffSecond, StaffSetup, StaffSignIn};
use crate::visitor::{Visitor, local};

/// The region of the first officials.
const PROVINCE: &str = "350000000000";

async fn enter(app: &App, visitor: &Visitor, session: &Session, asked: &str) -> Reply {
    let office = visitor.clone().with(accounts::actor_of(&app.store, &session.token).await?);
    let begins = office.office().map_or("/account", |office| office.begins());
    let to = Some(local(asked)).filter(|path| *path != "/").unwrap_or(begins);
    let mut response = onward(to, "signed_in");
    visitor.put_session(app, response.headers_mut(), session);
    Ok(response)
}

/// `GET /staff/sign-in`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    if let Some(office) = visitor.office() {
        let to = Some(local(asked.get("next"))).filter(|path| *path != "/").unwrap_or(office.begins());
        return Ok(onward(to, ""));
    }
    show(&StaffSignIn {
        page: visitor.page(&app).await?,
        next: local(asked.get("next")).to_owned(),
        ..StaffSignIn::default()
    })
}

/// `POST /staff/sign-in`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    match accounts::staff_sign_in(&app.store, form.get("login"), form.get("password"), &visitor.agent).await {
        Ok(Entered::Session(session)) => enter(&app, &visitor, &session, form.get("next")).await,
        Ok(Entered::Second(step)) => show(&second_view(&app, &visitor, step, form.get("next")).await?),
        Err(error) => again(&StaffSignIn {
            errors: whole(&mendable(error)?),
            page: visitor.page(&app).await?,
            login: form.text("login"),
            next: local(form.get("next")).to_owned(),
        }),
    }
}

async fn second_view(app: &App, visitor: &Visitor, step: Step, next: &str) -> Result<StaffSecond, PageError> {
    Ok(StaffSecond {
        page: visitor.page(app).await?,
        challenge: passkey::challenge(&step.token),
        token: step.token,
        code: step.code,
        passkeys: step.passkeys.join(" "),
        next: local(next).to_owned(),
        ..StaffSecond::default()
    })
}

/// `POST /staff/second`: a time-based code, or what a passkey signed.
pub async fn second(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let shown = passkey::Shown {
        credential: form.text("credential"),
        client: form.text("client"),
        data: form.text("data"),
        signature: form.text("signature"),
    };
    let proof = match form.some("credential") {
        Some(_) => Proof::Passkey(shown, visitor.site()),
        None => Proof::Code(form.get("code")),
    };
    let token = form.get("token");
    match accounts::second(&app.store, token, &proof, &visitor.agent).await {
        Ok(session) => enter(&app, &visitor, &session, form.get("next")).await,
        Err(error) if error.code == "factor.expired" => again(&StaffSignIn {
            errors: whole(&error),
            page: visitor.page(&app).await?,
            next: local(form.get("next")).to_owned(),
            ..StaffSignIn::default()
        }),
        Err(error) => {
            let step = accounts::second_step(&app.store, token).await?;
            let errors = whole(&beside(error)?);
            again(&StaffSecond { errors, ..second_view(&app, &visitor, step, form.get("next")).await? })
        }
    }
}

/// `GET /staff/second`: a page that only a form leads to; whoever comes back to it begins again.
pub async fn again_from_start(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    show(&StaffSignIn { page: visitor.page(&app).await?, ..StaffSignIn::default() })
}

/// `GET /staff/activate?token=…`
pub async fn activate_page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let token = asked.text("token");
    show(&StaffActivate { page: visitor.page(&app).await?, token, ..StaffActivate::default() })
}

/// `POST /staff/activate`
pub async fn activate(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let (token, password) = (form.get("token"), form.get("password"));
    match accounts::activate(&app.store, token, password, &visitor.agent).await {
        Ok(session) => enter(&app, &visitor, &session, "/account").await,
        Err(error) => again(&StaffActivate {
            errors: whole(&beside(error)?),
            page: visitor.page(&app).await?,
            token: form.text("token"),
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
