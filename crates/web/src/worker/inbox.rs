//! In a demonstration, the text messages that nobody's phone received: those of the number being signed in with, or
//! of the person signed in. Elsewhere there is no such page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use features::{accounts, views as facts};
use kernel::Error;
use serde_json::Value;

use super::sign_in::Ticket;
use crate::app::App;
use crate::i18n::{Arg, T, key};
use crate::problem::{PageError, Reply, show};
use crate::views::worker::{Inbox, Sms};
use crate::visitor::Visitor;

/// `GET /inbox`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap) -> Reply {
    if !app.demo {
        return Err(PageError(Error::not_found("not_found")));
    }
    let ticket = Ticket::of(&app, &headers);
    let back = ticket.as_ref().map(Ticket::code_page);
    let phone = match (&visitor.signed_in, ticket) {
        (_, Some(ticket)) => Some(ticket.phone),
        (Some(session), None) => facts::own_phone(&app.store, session.account).await?,
        (None, None) => None,
    };
    let page = visitor.page(&app).await?;
    let mut messages = Vec::new();
    if let Some(phone) = phone {
        for (at, template, values) in accounts::inbox_messages(&app.store, &phone).await? {
            messages.push(Sms {
                at: at.0,
                to_masked: phone.masked(),
                body: words(page.words(), &template, &values),
            });
        }
    }
    show(&Inbox { page, back: back.unwrap_or_else(|| "/sign-in/code".to_owned()), messages })
}

fn words(t: T, template: &str, values: &Value) -> String {
    let values: Vec<(&str, String)> = values
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    let args: Vec<(&str, &dyn Arg)> = values.iter().map(|(name, value)| (*name, value as &dyn Arg)).collect();
    // A text says no more than that there is a notice: the notice itself is for whoever signs in.
    let own = key("sms", template);
    t.a(if t.has(&own) { &own } else { "sms-notice" }, &args)
}
