//! Signing in with a phone and a code. Between the two pages the number travels sealed in a cookie that only this
//! site can open.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use features::accounts;
use kernel::{Error, Kind, Micros, Phone};

use crate::app::App;
use crate::forms::{Asked, Check, Fields};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::worker::{Code, SignIn, address};
use crate::visitor::{Visitor, cookie, local};

/// How long one may take to type the code.
const TICKET: i64 = 600;
const PAUSE: i64 = Micros::MINUTE;

/// A way back longer than this is not carried.
const LONGEST: usize = 600;

/// A number that a message went to, and where its owner was going.
pub struct Ticket {
    /// The number.
    pub phone: Phone,
    /// Where to go afterwards.
    pub next: String,
    sent_at: Micros,
}

impl Ticket {
    /// Reads the reader's cookie.
    pub fn of(app: &App, headers: &HeaderMap) -> Option<Ticket> {
        let text = cookie(headers, "ticket")?;
        let digits = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let sealed: Vec<u8> = (0..text.len().min(2_000)).step_by(2).map(digits).collect::<Option<_>>()?;
        let plain = app.store.unseal("cookie", "phone", "ticket", &sealed).ok()?;
        let mut parts = plain.split(' ');
        let (phone, sent) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let next = local(parts.next().unwrap_or_default()).to_owned();
        let ticket = Ticket { phone, next, sent_at: Micros(sent) };
        (app.store.now() - ticket.sent_at < TICKET * Micros::SECOND).then_some(ticket)
    }

    /// The page of the six digits, on the way to where this one was going.
    pub fn code_page(&self) -> String {
        address("/sign-in/code", &[("next", &self.next)])
    }

    fn give(&self, app: &App, visitor: &Visitor, response: &mut Response) -> Result<(), PageError> {
        let plain = format!("{} {} {}", self.phone.as_str(), self.sent_at.0, self.next);
        let sealed = app.store.seal("cookie", "phone", "ticket", &plain)?;
        let text = kernel::hex(&sealed);
        visitor.put_cookie(response.headers_mut(), "ticket", &text, TICKET);
        Ok(())
    }
}

/// `GET /sign-in`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let next = local(asked.get("next"));
    if visitor.signed_in.is_some() {
        return Ok(onward(next, ""));
    }
    show(&SignIn { page: visitor.page(&app).await?, next: next.to_owned(), ..SignIn::default() })
}

/// `POST /sign-in`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap, form: Fields) -> Reply {
    let mut check = Check::default();
    let next = local(form.get("next"));
    if let Some(phone) = check.take("phone", form.get("phone").parse::<Phone>()) {
        match send(&app, &visitor, phone, Ticket::of(&app, &headers), next, "").await {
            Ok(response) => return Ok(response),
            Err(error) => check.note(expected(error)?),
        }
    }
    let page = visitor.page(&app).await?;
    again(&SignIn { page, phone: form.text("phone"), next: next.to_owned(), errors: check.0 })
}

/// `POST /sign-in/resend`
pub async fn resend(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    let next = local(form.get("next"));
    let Some(ticket) = Ticket::of(&app, &headers) else {
        return Ok(onward(&address("/sign-in", &[("next", next)]), ""));
    };
    let phone = ticket.phone.clone();
    match send(&app, &visitor, phone, Ticket::of(&app, &headers), next, "code_sent").await {
        Ok(response) => Ok(response),
        Err(error) => {
            let mut check = Check::default();
            check.note(expected(error)?);
            again(&code_view(&app, &visitor, &ticket, next, check.0).await?)
        }
    }
}

async fn send(
    app: &App,
    visitor: &Visitor,
    phone: Phone,
    before: Option<Ticket>,
    next: &str,
    done: &str,
) -> Result<Response, Error> {
    let asked = accounts::request_code(&app.store, app.sender.as_ref(), &phone, &visitor.agent).await;
    let now = app.store.now();
    let (sent_at, done) = match asked {
        Ok(()) => (now, done),
        // Asked again too soon: the digits sent a moment ago still hold.
        Err(error) if error.detail.iter().any(|(name, _)| *name == "seconds") => {
            let before = before.filter(|before| before.phone == phone);
            (before.map_or(now, |before| before.sent_at), "code_holds")
        }
        Err(error) => return Err(error),
    };
    let kept = if next.len() > LONGEST { "/" } else { next };
    let ticket = Ticket { phone, next: kept.to_owned(), sent_at };
    let mut response = onward(&address("/sign-in/code", &[("next", next)]), done);
    ticket.give(app, visitor, &mut response).map_err(|error| error.0)?;
    Ok(response)
}

/// `GET /sign-in/code`
pub async fn code_page(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Reply {
    let next = local(asked.get("next"));
    match Ticket::of(&app, &headers) {
        Some(ticket) => {
            // Whoever comes by another way still goes where they were going.
            let next = asked.some("next").map_or(ticket.next.as_str(), |_| next);
            show(&code_view(&app, &visitor, &ticket, next, FieldErrors::default()).await?)
        }
        None => Ok(onward(&address("/sign-in", &[("next", next)]), "")),
    }
}

async fn code_view(
    app: &App,
    visitor: &Visitor,
    ticket: &Ticket,
    next: &str,
    errors: FieldErrors,
) -> Result<Code, PageError> {
    Ok(Code {
        page: visitor.page(app).await?,
        phone_masked: ticket.phone.masked(),
        ticket: String::new(),
        next: next.to_owned(),
        resend_at: (ticket.sent_at + PAUSE).0,
        errors,
    })
}

/// `POST /sign-in/code`
pub async fn code_post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    let next = local(form.get("next"));
    let Some(ticket) = Ticket::of(&app, &headers) else {
        return Ok(onward(&address("/sign-in", &[("next", next)]), ""));
    };
    let code: String = form.get("code").chars().filter(|c| !c.is_whitespace()).take(12).collect();
    match accounts::verify_code(&app.store, &ticket.phone, &code, &visitor.agent).await {
        Ok(session) => {
            let here = accounts::actor_of(&app.store, &session.token).await?;
            // Who only has a shop was not looking for work, unless they came from a page of their own.
            let shop = here.is_some_and(|here| here.worker.is_none() && !here.employers.is_empty());
            let next = if shop && next == "/" { "/employer" } else { next };
            let mut response = onward(next, "signed_in");
            visitor.put_session(&app, response.headers_mut(), &session);
            visitor.put_cookie(response.headers_mut(), "ticket", "", 0);
            Ok(response)
        }
        Err(error) => {
            let mut check = Check::default();
            check.note(expected(error)?);
            again(&code_view(&app, &visitor, &ticket, next, check.0).await?)
        }
    }
}

/// `POST /sign-out`
pub async fn sign_out(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap, _: Fields) -> Reply {
    if let Some(token) = cookie(&headers, "sid") {
        accounts::sign_out(&app.store, token).await?;
    }
    let mut response = onward("/", "");
    visitor.put_cookie(response.headers_mut(), "sid", "", 0);
    Ok(response)
}

/// What belongs beside the form; a fault of ours does not.
fn expected(error: Error) -> Result<Error, PageError> {
    if error.kind == Kind::Internal { Err(PageError(error)) } else { Ok(error) }
}
