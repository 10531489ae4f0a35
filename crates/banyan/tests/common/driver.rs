//! A real browser, and a person's hands on it.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, Locator, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};

use super::have;

/// ChromeDriver on a free port, gone when dropped.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub fn start() -> Option<Self> {
        let chromium = Command::new("chromium").arg("--version").stdout(Stdio::null()).status().is_ok();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok();
        have("Chromium and ChromeDriver", chromium && child.is_some()).then_some(())?;
        let driver = Self { child: child?, port };
        for _ in 0..200 {
            if ureq::get(format!("http://127.0.0.1:{port}/status")).call().is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(driver)
    }

    /// A browser of one's own: a phone, nothing remembered.
    pub async fn phone(&self) -> Client {
        let phone = json!({ "deviceMetrics": { "width": 375, "height": 812, "pixelRatio": 2.0 } });
        self.open(&[], Some(phone)).await
    }

    /// A computer at a counter, with a profile that it finds again after a power cut.
    pub async fn desk(&self, profile: &std::path::Path) -> Client {
        let profile = format!("--user-data-dir={}", profile.display());
        self.open(&[&profile, "--window-size=1440,960"], None).await
    }

    async fn open(&self, more: &[&str], mobile: Option<Value>) -> Client {
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=zh-CN",
        ];
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        let mut options = json!({ "args": args, "prefs": { "intl.accept_languages": "zh-CN,zh" } });
        if let Some(mobile) = mobile {
            options["mobileEmulation"] = mobile;
        }
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else { panic!() };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let at = format!("http://127.0.0.1:{}", self.port);
        ClientBuilder::new(connector).capabilities(capabilities).connect(&at).await.unwrap()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The power of a browser is cut: every process of its profile is killed at once, by its number.
pub fn cut_power(profile: &std::path::Path) {
    let mark = format!("--user-data-dir={}", profile.display());
    let mut killed = 0;
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).into_owned();
        if line.split('\0').any(|word| word == mark) && !line.starts_with("chromedriver") {
            let done = Command::new("kill").args(["-9", &id.to_string()]).stderr(Stdio::null()).status();
            killed += usize::from(done.unwrap().success());
        }
    }
    assert!(killed > 0, "no browser has the profile {}", profile.display());
}

/// Asks for a log of the browser, as ChromeDriver keeps it.
#[derive(Debug)]
struct Log(&'static str);

impl WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": self.0 }).to_string()))
    }
}

/// What the browser noted of a kind.
pub async fn log(browser: &Client, kind: &'static str) -> Vec<Value> {
    browser.issue_cmd(Log(kind)).await.unwrap().as_array().unwrap().clone()
}

/// Waits for what a selector names, in the page as it is then.
pub async fn see(browser: &Client, css: &str) -> fantoccini::elements::Element {
    match browser.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(css)).await {
        Ok(element) => element,
        Err(e) => {
            let page = browser.source().await.unwrap_or_default();
            panic!("{css}: {e} at {}\n{page}", browser.current_url().await.unwrap())
        }
    }
}

/// Presses, waits for the page that follows, and holds it to what every page is held to.
pub async fn press(browser: &Client, css: &str) {
    see(browser, css).await.click().await.unwrap();
    tokio::time::sleep(Duration::from_millis(150)).await;
    sound(browser).await;
}

/// Holds the page to what every page is held to.
pub async fn sound(browser: &Client) {
    see(browser, "main").await;
    let wide =
        browser.execute("return document.documentElement.scrollWidth - innerWidth", vec![]).await.unwrap();
    assert!(wide.as_i64().unwrap() <= 0, "{} is too wide", browser.current_url().await.unwrap());
}

/// What a part of the page says.
pub async fn text(browser: &Client, css: &str) -> String {
    see(browser, css).await.text().await.unwrap()
}

/// Until a part of the page says something, without loading the page again.
pub async fn until(browser: &Client, css: &str, words: &str) {
    let mut last = String::new();
    for _ in 0..100 {
        last = match browser.find(Locator::Css(css)).await {
            Ok(part) => part.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        };
        if last.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{css} never said {words}: {last}");
}

/// Gives the number, reads the digits on the sample's inbox as a person would, and types them.
pub async fn sign_in(browser: &Client, phone: &str) {
    see(browser, "#phone").await.send_keys(phone).await.unwrap();
    press(browser, "main form .btn.main").await;
    let form = browser.current_url().await.unwrap();
    press(browser, "a[href='/inbox']").await;
    let message = text(browser, "#sms li").await;
    let code: String = message
        .split(|c: char| !c.is_ascii_digit())
        .find(|run| run.len() == 6)
        .unwrap_or_else(|| panic!("{message}"))
        .to_owned();
    browser.goto(form.as_str()).await.unwrap();
    see(browser, "#code").await.send_keys(&code).await.unwrap();
    press(browser, "main form .btn.main").await;
}

/// No script of ours failed on the way.
pub async fn quiet(browser: &Client) {
    let errors: Vec<Value> =
        log(browser, "browser").await.into_iter().filter(|l| l["level"] == "SEVERE").collect();
    assert!(errors.is_empty(), "{errors:?}");
}
