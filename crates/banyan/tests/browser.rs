//! The main job in a real browser at phone size, on each database: from work nearby, seen without signing in, to being
//! hired, while the employer's page stays open. And what the home page costs a phone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::{io::Write as _, time::Duration};

use common::{
    Node, Site,
    driver::{Driver, log, press, quiet, see, sign_in, sound, text, until},
    each_site,
};
use fantoccini::{Locator, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};

/// The sample province's employer who has a shop with open jobs.
const BOSS: &str = "13800000002";
const WORKER: &str = "13912345678";
const BUDGET: f64 = 50.0 * 1024.0;

async fn hired(driver: &Driver, site: &Site) {
    let node = Node::start(site, "demo", &["--small"]).ready();
    let (boss, worker) = (driver.phone().await, driver.phone().await);

    // The employer opens a job that is open with nobody hired yet, and leaves the page.
    boss.goto(&format!("{}/sign-in", node.base)).await.unwrap();
    sign_in(&boss, BOSS).await;
    boss.goto(&format!("{}/employer", node.base)).await.unwrap();
    sound(&boss).await;
    press(&boss, "main a[href^='/employer/jobs/0']").await;
    let candidates = boss.current_url().await.unwrap();
    let job = candidates.path().replace("/employer", "");
    let api = format!("{}/api/v1{job}", node.base);
    let openings = || {
        let body: Value =
            serde_json::from_reader(ureq::get(&api).call().unwrap().into_body().into_reader()).unwrap();
        (body["openings"].as_i64().unwrap(), body["filled"].as_i64().unwrap())
    };
    let (all, filled) = openings();
    assert!(filled < all);
    boss.execute("window.here = 1", vec![]).await.unwrap();

    // Someone without a name looks nearby, and at that job.
    worker.goto(&format!("{}/", node.base)).await.unwrap();
    sound(&worker).await;
    see(&worker, &format!("a.job[href^='{job}']")).await;
    press(&worker, &format!("a.job[href^='{job}']")).await;
    press(&worker, ".actionbar a.btn.main").await;
    sign_in(&worker, WORKER).await;
    assert_eq!(worker.current_url().await.unwrap().path(), job, "back where one was");
    press(&worker, "button[popovertarget='apply']").await;
    see(&worker, "#apply input[name='name']").await.send_keys("翁小榕").await.unwrap();
    let go = see(&worker, "#apply form .btn.main").await;
    worker.execute("arguments[0].click(); arguments[0].click()", vec![json!(go)]).await.unwrap();
    see(&worker, "#stand").await;
    sound(&worker).await;
    let mine = worker.current_url().await.unwrap();

    // The employer's page has the newcomer on it by itself.
    until(&boss, "#people", "翁*榕").await;
    let id = mine.path().rsplit('/').next().unwrap().to_owned();
    let rows = boss
        .find_all(Locator::Css(&format!("form[action='/employer/applications/{id}/offer']")))
        .await
        .unwrap();
    assert_eq!(rows.len(), 1, "two clicks are one application");
    boss.execute("window.here = 2", vec![]).await.unwrap();
    press(&boss, &format!("form[action='/employer/applications/{id}/offer'] button")).await;
    boss.execute("window.here = 3", vec![]).await.unwrap();

    // The worker's page says so by itself; a nod, and one opening less.
    press(&worker, "form[action$='/accept'] button").await;
    until(&worker, "#stand", "138").await;
    assert_eq!(openings(), (all, filled + 1), "the places left fall by one");
    until(&boss, "#people", "翁小榕").await;
    let here = boss.execute("return window.here", vec![]).await.unwrap();
    assert_eq!(here, json!(3), "the employer's page was never loaded again");
    for browser in [boss, worker] {
        quiet(&browser).await;
        browser.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_nearby_to_hired() {
    let Some(driver) = Driver::start() else { return };
    each_site(async |site| hired(&driver, site).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_page_is_light_and_asks_nobody_else() {
    let Some(driver) = Driver::start() else { return };
    let site = Site { folder: tempfile::tempdir().unwrap(), url: None };
    let node = Node::start(&site, "demo", &["--small"]).ready();
    let browser = driver.phone().await;
    browser.goto(&format!("{}/", node.base)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (mut bytes, mut requests) = (0.0, 0);
    for line in log(&browser, "performance").await {
        let message: Value = serde_json::from_str(line["message"].as_str().unwrap()).unwrap();
        let (method, params) = (&message["message"]["method"], &message["message"]["params"]);
        match method.as_str().unwrap() {
            "Network.requestWillBeSent" => {
                let asked = params["request"]["url"].as_str().unwrap();
                assert!(asked.starts_with(&node.base) || asked.starts_with("data:"), "{asked}");
                requests += 1;
            }
            "Network.loadingFinished" | "Network.dataReceived" => {
                let length = params["encodedDataLength"].as_f64().unwrap();
                // What is finished counts everything; an event stream never finishes.
                bytes += if method == "Network.loadingFinished" { length } else { 0.0 };
            }
            _ => {}
        }
    }
    writeln!(std::io::stderr(), "home page: {bytes} bytes in {requests} requests").unwrap();
    assert!(requests > 2 && bytes > 5_000.0, "nothing was counted");
    assert!(bytes <= BUDGET, "{bytes}");
    quiet(&browser).await;
    browser.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_sees_jobs_people_and_the_journal() {
    let Some(driver) = Driver::start() else { return };
    let site = Site { folder: tempfile::tempdir().unwrap(), url: None };
    let node = Node::start(&site, "demo", &["--small"]).ready();
    let browser = driver.phone().await;
    browser.goto(&format!("{}/staff/sign-in", node.base)).await.unwrap();
    see(&browser, "input[name='login']").await.send_keys("official").await.unwrap();
    see(&browser, "input[name='password']").await.send_keys(features::demo::PASSWORD).await.unwrap();
    press(&browser, "main form .btn.main").await;
    for path in ["/gov", "/gov/jobs", "/gov/people", "/gov/employers", "/gov/review", "/gov/journal"] {
        browser.goto(&format!("{}{path}", node.base)).await.unwrap();
        sound(&browser).await;
        assert!(text(&browser, "main").await.len() > 100, "{path} is empty");
    }
    quiet(&browser).await;
    browser.close().await.unwrap();
}

/// Plugs a security key into the browser, which says yes to everything.
#[derive(Debug)]
struct PlugIn;

impl WebDriverCompatibleCommand for PlugIn {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/authenticator", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let key = json!({ "protocol": "ctap2", "transport": "usb", "hasUserVerification": true,
            "isUserVerified": true, "isUserConsenting": true });
        (http::Method::POST, Some(key.to_string()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_adds_a_passkey_and_comes_in_with_it() {
    let Some(driver) = Driver::start() else { return };
    let site = Site { folder: tempfile::tempdir().unwrap(), url: None };
    let node = Node::start(&site, "demo", &["--small"]).ready();
    // A passkey is bound to a name, and an address of digits is none.
    let base = node.base.replace("127.0.0.1", "localhost");
    let browser = driver.phone().await;
    browser.issue_cmd(PlugIn).await.unwrap();
    let password = async || {
        browser.goto(&format!("{base}/staff/sign-in")).await.unwrap();
        see(&browser, "input[name='login']").await.send_keys("county").await.unwrap();
        see(&browser, "input[name='password']").await.send_keys(features::demo::PASSWORD).await.unwrap();
        press(&browser, "main form .btn.main").await;
    };
    password().await;
    browser.goto(&format!("{base}/account")).await.unwrap();
    press(&browser, "button[formaction='/account/passkey']").await;
    press(&browser, "form[data-passkey='create'] .btn.main").await;
    until(&browser, "main", "通行密钥 county").await;
    press(&browser, "form[action='/sign-out'] button").await;

    password().await;
    browser.goto(&format!("{base}/gov")).await.unwrap();
    assert!(
        browser.current_url().await.unwrap().path().starts_with("/staff/sign-in"),
        "the password is not enough"
    );
    password().await;
    press(&browser, "form[data-passkey='get'] .btn.main").await;
    until(&browser, "main", "今天我这里有多少活").await;
    assert_eq!(browser.current_url().await.unwrap().path(), "/gov");
    quiet(&browser).await;
    browser.close().await.unwrap();
}
