//! People at a node's doors: signing in and registering over HTTP, as anybody would.

use std::{sync::Arc, time::Duration};

use kernel::{FixedClock, Micros};
use serde_json::{Value, json};
use store::{Options, Store};

use super::Site;

/// The site's store, to look into.
pub async fn store(site: &Site) -> Store {
    let data = site.data();
    let url = site.url.clone().unwrap_or_else(|| format!("sqlite:{}", data.join("banyan.sqlite").display()));
    let clock = Arc::new(FixedClock::new(Micros(1_795_000_000_000_000)));
    Store::open(Options::new(&url, &data, clock).unwrap()).await.unwrap()
}

/// A client that waits five seconds and takes every status as an answer.
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(5)))
        .http_status_as_error(false)
        .build()
        .into()
}

/// Asks the API; the status and the body. None if no whole answer came.
pub fn api(
    agent: &ureq::Agent,
    base: &str,
    token: &str,
    method: &str,
    path: &str,
    body: &Value,
) -> Option<(u16, Value)> {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{base}{path}"))
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"));
    let text = if body.is_null() { String::new() } else { body.to_string() };
    let mut answer = agent.run(request.body(text).unwrap()).ok()?;
    let status = answer.status().as_u16();
    // A status without a whole answer is no acknowledgement.
    let text = answer.body_mut().read_to_string().ok()?;
    Some((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
}

/// Signs in by phone and code; the token.
pub async fn sign_in(watching: &Store, agent: &ureq::Agent, base: &str, phone: &str) -> String {
    let sent = api(agent, base, "", "POST", "/api/v1/session/code", &json!({ "phone": phone })).unwrap();
    assert_eq!(sent.0, 204, "{}", sent.1);
    let messages = features::accounts::inbox_messages(watching, &phone.parse().unwrap()).await.unwrap();
    let code = messages[0].2["code"].as_str().unwrap();
    let here =
        api(agent, base, "", "POST", "/api/v1/session", &json!({ "phone": phone, "code": code })).unwrap();
    here.1["token"].as_str().unwrap_or_else(|| panic!("{}", here.1)).to_owned()
}

/// Signs in an official of the sample province; the token.
pub fn official(agent: &ureq::Agent, base: &str, login: &str) -> String {
    let url = format!("{base}/staff/sign-in");
    let mut page = agent.get(&url).call().unwrap();
    let cookies: Vec<String> = set(&page);
    let form = page.body_mut().read_to_string().unwrap();
    let token = form.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [("csrf", token), ("login", login), ("password", "banyan-demo-2026")];
    let post = agent.post(&url).header("origin", base).header("cookie", cookies.join("; "));
    let answer = post.config().max_redirects(0).build().send_form(fields).unwrap();
    let sid = set(&answer).into_iter().find_map(|cookie| Some(cookie.strip_prefix("sid=")?.to_owned()));
    sid.unwrap_or_else(|| panic!("{}", answer.status()))
}

/// The cookies that an answer sets, as `name=value`.
fn set<T>(answer: &ureq::http::Response<T>) -> Vec<String> {
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.map(|cookie| cookie.split(';').next().unwrap_or_default().to_owned()).collect()
}

/// Signs in a newcomer and registers them; the token.
pub async fn newcomer(watching: &Store, agent: &ureq::Agent, base: &str, n: usize) -> String {
    let phone = format!("139{:08}", 55_000_000 + n);
    let token = sign_in(watching, agent, base, &phone).await;
    let me = json!({
        "name": "陈阿土", "kind": "gig", "region": "350102000000", "occupations": ["4-03-02-05"],
        "availability": 2_097_151, "reach_m": 5000, "pay": { "unit": "day", "fen": 20_000 },
    });
    let told = api(agent, base, &token, "PUT", "/api/v1/worker", &me).unwrap();
    assert!(told.0 < 300, "{}", told.1);
    token
}
