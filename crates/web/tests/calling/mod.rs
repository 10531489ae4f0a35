//! A program that calls the interface, and a small place to call about: an official, shops, workers, jobs.

#![allow(dead_code, missing_docs, reason = "each test binary uses a part")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::common::{LastText, World};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use features::index::LiveIndex;
use http_body_util::BodyExt as _;
use serde_json::{Value as Json, json};
use tower::ServiceExt as _;
use web::App;

pub struct Site {
    pub world: World,
    pub app: Arc<App>,
    pub router: Router,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    pub status: StatusCode,
    pub kind: String,
    pub body: Json,
}

impl Got {
    pub async fn of(response: Response<Body>) -> Got {
        let status = response.status();
        let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        Got { status, kind: kind.unwrap_or_default(), body }
    }

    pub fn ok(self) -> Json {
        assert!(self.status.is_success(), "{self:?}");
        self.body
    }

    /// A refusal: status and code, in the one form that refusals have.
    pub fn refused(self) -> (u16, String) {
        assert_eq!(self.kind, "application/problem+json", "{self:?}");
        let code = self.body["code"].as_str().unwrap().to_owned();
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        assert_eq!(self.body["status"], self.status.as_u16());
        let title = self.body["title"].as_str().unwrap();
        assert!(!title.is_empty() && !title.contains("error-"), "{title}");
        (self.status.as_u16(), code)
    }
}

pub fn no(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

impl Site {
    pub fn new(world: World) -> Site {
        let index = Arc::new(LiveIndex::empty());
        let sender = Arc::new(LastText::default());
        let ready = AtomicBool::new(true);
        let app = Arc::new(App {
            store: world.store.clone(),
            index,
            sender,
            register: Arc::new(features::employers::DemoRegister::default()),
            people: Arc::new(features::ledgers::FileRegister::demo()),
            uploads: web::uploads::Uploads::default(),
            demo: true,
            ready,
        });
        Site { router: web::router(app.clone()), world, app }
    }

    pub async fn raw(&self, request: Request<Body>) -> Got {
        Got::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn call(&self, method: &str, path: &str, token: &str, body: Option<Json>) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            None => Body::empty(),
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
        };
        self.raw(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Got {
        self.call("GET", path, token, None).await
    }

    pub async fn post(&self, path: &str, token: &str, body: Json) -> Got {
        self.call("POST", path, token, Some(body)).await
    }

    /// The live index catches up.
    pub async fn settle(&self) {
        self.world.store.drain(&[]).await.unwrap();
        self.app.index.catch_up(&self.world.store).await.unwrap();
    }

    /// An employer whose jobs open at once: token and id.
    pub async fn shop(&self, phone: &str, name: &str, official: &str) -> (String, String) {
        let token = self.world.token(phone).await;
        let input = json!({ "kind": "sole_trader", "name": name, "region": REGION });
        let employer = self.post("/api/v1/employers", &token, input).await.ok();
        let id = employer["id"].as_str().unwrap().to_owned();
        let word = json!({ "verdict": "verified", "reason": "seen on site" });
        let seen = self.post(&format!("/api/v1/employers/{id}/verification"), official, word).await.ok();
        assert_eq!(seen["state"], "verified");
        (token, id)
    }

    /// A job that is open.
    pub async fn job(&self, token: &str, employer: &str, lon: f64) -> Json {
        let input = json!({ "submit": true, "job": job(lon) });
        self.post(&format!("/api/v1/employers/{employer}/jobs"), token, input).await.ok()
    }

    pub async fn worker(&self, phone: &str) -> String {
        let token = self.world.token(phone).await;
        self.call("PUT", "/api/v1/worker", &token, Some(worker())).await.ok();
        token
    }

    pub async fn official(&self) -> String {
        self.world.official("350000000000").await;
        self.world.office_token("first.official", super::common::PASSWORD).await
    }
}

pub const REGION: &str = "350102000000";

pub fn job(lon: f64) -> Json {
    json!({
        "kind": "gig", "title": "端盘子", "occupation": "4-03-02-05",
        "pay": { "unit": "hour", "fen": 2500 }, "settlement": "daily",
        "place": { "lon": lon, "lat": 26.08 }, "address": "东街口 1 号", "openings": 2, "slots": 2_097_151,
        "requirements": ["no_experience"],
    })
}

pub fn worker() -> Json {
    json!({
        "name": "林秀英", "kind": "gig", "region": REGION, "occupations": ["4-03-02-05"],
        "availability": 2_097_151, "reach_m": 3000, "pay": { "unit": "hour", "fen": 2000 },
    })
}

pub fn id(value: &Json) -> String {
    value["id"].as_str().unwrap().to_owned()
}
