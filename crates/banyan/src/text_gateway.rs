//! Text messages in production: one POST to the operator's gateway. Without a gateway nothing is sent and signing in
//! by phone says so; there is no silent fake.

use std::time::Duration;

use features::accounts::TextSender;
use kernel::{Error, Phone, Result};
use serde_json::{Value, json};
use store::Boxed;

/// Hands messages to an HTTP gateway: `{"to", "template", "values", "key"}`; the key lets it drop repeats.
pub struct TextGateway {
    url: Option<String>,
    token: Option<String>,
    agent: ureq::Agent,
}

impl TextGateway {
    /// A gateway, or the lack of one.
    pub fn new(url: Option<String>, token: Option<String>) -> Self {
        let config = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(10))).build();
        Self { url, token, agent: config.into() }
    }
}

impl TextSender for TextGateway {
    fn send<'a>(
        &'a self,
        to: &'a Phone,
        template: &'a str,
        values: &'a Value,
        key: &'a str,
    ) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let unavailable = || Error::unavailable("text.unavailable");
            let url = self.url.clone().ok_or_else(unavailable)?;
            let body = json!({ "to": to.as_str(), "template": template, "values": values, "key": key });
            let mut request = self.agent.post(&url);
            if let Some(token) = &self.token {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            match tokio::task::spawn_blocking(move || request.send_json(&body)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(e)) => {
                    // The gateway's address may hold a secret, the message holds a phone: only the kind is logged.
                    tracing::warn!(
                        kind = e.to_string().split(':').next().unwrap_or_default(),
                        "text gateway"
                    );
                    Err(unavailable())
                }
                Err(_) => Err(unavailable()),
            }
        })
    }
}
