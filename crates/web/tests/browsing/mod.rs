//! People with a browser each: cookies are kept, forms carry their token.

#![allow(dead_code, missing_docs, reason = "each test binary uses a part")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::common::{LastText, World};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use features::employers::DemoRegister;
use features::index::LiveIndex;
use features::{jobs, notices};
use http_body_util::BodyExt as _;
use scraper::{Html, Selector};
use tower::ServiceExt as _;
use web::App;

pub const VILLAGE: &str = "350102001001";

pub struct Town {
    pub world: World,
    pub app: Arc<App>,
    pub router: Router,
    pub texts: Arc<LastText>,
    pub register: Arc<DemoRegister>,
}

impl Town {
    pub fn new(world: World) -> Town {
        let texts = Arc::new(LastText::default());
        let register = Arc::new(DemoRegister::default());
        let app = Arc::new(App {
            store: world.store.clone(),
            index: Arc::new(LiveIndex::empty()),
            sender: texts.clone(),
            register: register.clone(),
            people: Arc::new(features::ledgers::FileRegister::demo()),
            uploads: web::uploads::Uploads::default(),
            demo: true,
            ready: AtomicBool::new(true),
        });
        Town { router: web::router(app.clone()), world, app, texts, register }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { town: self, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// Everything that follows the journal catches up.
    pub async fn settle(&self) {
        self.world.store.drain(&[]).await.unwrap();
        self.app.index.catch_up(&self.world.store).await.unwrap();
        self.world.store.follow(&notices::Notices).await.unwrap();
    }
}

pub struct Browser<'a> {
    pub town: &'a Town,
    pub cookies: BTreeMap<String, String>,
    pub csrf: String,
}

#[derive(Debug)]
pub struct Seen {
    pub status: StatusCode,
    pub location: String,
    pub html: String,
}

impl Seen {
    pub fn value(&self, name: &str) -> String {
        let selector = Selector::parse(&format!("input[name='{name}']")).unwrap();
        let page = Html::parse_document(&self.html);
        let input = page.select(&selector).next();
        input.and_then(|input| input.value().attr("value")).unwrap_or_default().to_owned()
    }
}

impl Browser<'_> {
    pub async fn send(&mut self, request: axum::http::request::Builder, body: String) -> Seen {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        let response = self.town.router.clone().oneshot(request).await.unwrap();
        for line in response.headers().get_all(header::SET_COOKIE) {
            let (pair, rest) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Lax"), "{name}");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let seen = Seen {
            status,
            location: location.unwrap_or_default(),
            html: String::from_utf8_lossy(&bytes).into(),
        };
        let csrf = seen.value("csrf");
        if !csrf.is_empty() {
            self.csrf = csrf;
        }
        seen
    }

    pub async fn get(&mut self, path: &str) -> Seen {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let csrf = self.csrf.clone();
        self.post_with(path, &csrf, fields).await
    }

    pub async fn post_with(&mut self, path: &str, csrf: &str, fields: &[(&str, &str)]) -> Seen {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", csrf).extend_pairs(fields);
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body.finish()).await
    }

    pub async fn sign_in(&mut self, phone: &str, next: &str) {
        self.get("/sign-in").await;
        let sent = self.post("/sign-in", &[("phone", phone), ("next", next)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        let page = self.get(&sent.location).await;
        assert_eq!(page.status, StatusCode::OK);
        let code = self.town.texts.code();
        let done = self.post("/sign-in/code", &[("code", &code), ("next", next)]).await;
        assert_eq!((done.status, done.location.split('?').next()), (StatusCode::SEE_OTHER, Some(next)));
        self.get("/").await;
    }

    /// Signs in and registers for gigs, with these fields more.
    pub async fn register(&mut self, phone: &str, more: &[(&str, &str)]) {
        self.sign_in(phone, "/").await;
        let work = occupation();
        let mut fields = vec![
            ("step", "save"),
            ("wants", "gig"),
            ("name", "林秀英"),
            ("occupation", work.as_str()),
            ("slot", "7"),
            ("reach", "3km"),
            ("pay_unit", "hour"),
            ("pay_amount", "25"),
            ("region", VILLAGE),
        ];
        fields.extend(more);
        let done = self.post("/me/register", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    }

    pub async fn become_household(&mut self, name: &str) {
        let fields = [("step", "save"), ("kind", "household"), ("name", name), ("region", VILLAGE)];
        let done = self.post("/employer/new", &fields).await;
        assert_eq!(done.location, "/employer?done=employer_new", "{}", done.html);
    }
}

pub const JOB: [(&str, &str); 13] = [
    ("title", "搬家帮手"),
    ("kind", "gig"),
    ("when", "dated"),
    ("date_1", "2026-03-04"),
    ("start_1", "14:00"),
    ("end_1", "18:00"),
    ("pay_unit", "hour"),
    ("pay_amount", "30"),
    ("settlement", "daily"),
    ("region", VILLAGE),
    ("address", "一单元门口"),
    ("openings", "1"),
    ("requirement", "no_experience"),
];

pub fn job_fields<'a>(key: &'a str, occupation: &'a str, step: &'a str) -> Vec<(&'a str, &'a str)> {
    JOB.iter().copied().chain([("key", key), ("occupation", occupation), ("step", step)]).collect()
}

pub fn occupation() -> String {
    let known = matching::Occupations::load();
    known.find("搬运", 1).first().unwrap().code.to_owned()
}

/// A household with one open job; the path of its candidates.
pub async fn open_job(town: &Town, boss: &mut Browser<'_>) -> String {
    boss.sign_in("13800000001", "/employer").await;
    assert_eq!(boss.get("/employer").await.location, "/employer/new");
    boss.become_household("陈小明").await;
    let key = boss.get("/employer/jobs/new").await.value("key");
    let posted = boss.post("/employer/jobs/new", &job_fields(&key, &occupation(), "publish")).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.html);
    assert!(posted.location.ends_with("?done=reviewed"), "{}", posted.location);
    let again = boss.post("/employer/jobs/new", &job_fields(&key, &occupation(), "publish")).await;
    assert_eq!(again.location, posted.location, "a form sent twice posts once");
    let official = town.world.official("350100000000").await;
    jobs::review(&town.world.store, &official.actor, key.parse().unwrap(), None, None).await.unwrap();
    town.settle().await;
    format!("/employer/jobs/{key}")
}
