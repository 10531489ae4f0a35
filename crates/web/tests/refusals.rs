//! What nobody may get through with: bad input, another's ids, forged papers. Each is refused with its code, in the
//! reader's language, and what is on record stays as it was.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;
mod calling;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use browsing::{Town, VILLAGE, job_fields, occupation, open_job};
use calling::{Got, REGION, Site, id, job, worker};
use common::{World, each_engine};
use kernel::{CreditCode, IdNumber, Micros};
use serde_json::{Value as Json, json};

/// Everything on record; not what counts attempts and visits.
async fn record(world: &World) -> Vec<String> {
    let passing = ["attempt", "inbox", "outbox", "session", "sign_in_code"];
    let lines = world.dump().await.into_iter();
    lines.filter(|line| !passing.contains(&line.split(':').next().unwrap())).collect()
}

/// The same text with its last character another one.
fn bent(text: &str) -> String {
    let last = if text.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &text[..text.len() - 1])
}

/// The JSON with a value put in.
fn with(base: Json, at: &str, value: Json) -> Json {
    let mut base = base;
    let (parent, name) = at.rsplit_once('/').unwrap();
    base.pointer_mut(parent).unwrap()[name] = value;
    base
}

/// What is asked, and how it is refused.
struct Bad {
    token: String,
    method: &'static str,
    path: String,
    body: Option<Json>,
    refused: (u16, &'static str),
}

impl Bad {
    async fn ask(&self, site: &Site, lang: &str) -> Got {
        let request = Request::builder().method(self.method).uri(&self.path);
        let request = request.header(header::ACCEPT_LANGUAGE, lang);
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = self.body.as_ref().map(ToString::to_string).unwrap_or_default();
        site.raw(request.body(Body::from(body)).unwrap()).await
    }
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[tokio::test]
async fn bad_input_is_refused_in_the_readers_language_and_changes_nothing() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        let (rival, _) = site.shop("13800000002", "西街小吃", &official).await;
        let (lin, chen) = (site.worker("13800000003").await, site.worker("13800000004").await);
        let newcomer = site.world.token("13800000005").await;
        let posted = id(&site.job(&shop, &employer, 119.30).await);
        let draft = json!({ "submit": false, "job": job(119.30) });
        let draft = id(&site.post(&format!("/api/v1/employers/{employer}/jobs"), &shop, draft).await.ok());
        let asked = id(&site.post(&format!("/api/v1/jobs/{posted}/applications"), &lin, Json::Null).await.ok());
        let me = site.get("/api/v1/me", &lin).await.ok();
        let person = me["worker_id"].as_str().unwrap().to_owned();
        site.settle().await;

        let bad = |token: &str, method, path: &str, body: Option<Json>, refused| Bad {
            token: token.to_owned(),
            method,
            path: path.to_owned(),
            body,
            refused,
        };
        let mut all = Vec::new();
        // Checksums, and every other way in which a person or a firm is wrongly told.
        let number = IdNumber::with_check("35010219910317042").unwrap();
        let credit = CreditCode::with_check("91350102MA8RAAAA0").unwrap();
        let firm = json!({ "kind": "company", "name": "东街餐饮", "region": REGION, "credit_code": credit.as_str() });
        for (at, value, code) in [
            ("/id_number", json!(bent(number.as_str())), "idnumber.checksum"),
            ("/id_number", json!("350102199113170420"), "idnumber.date"),
            ("/id_number", json!("12"), "idnumber.length"),
            ("/name", json!(""), "text.empty"),
            ("/name", json!("林\u{7}秀英"), "text.control"),
            ("/region", json!("110101000000"), "region.unknown"),
            ("/home", json!({ "lon": 116.4, "lat": 39.9 }), "place.outside"),
            ("/occupations", json!(["9-99-99-99"]), "occupation.unknown"),
            ("/availability", json!(1 << 21), "availability.range"),
            ("/pay/fen", json!(-1), "pay.range"),
            ("/reach_m", json!(-5), "worker.reach"),
            ("/about", json!("长".repeat(2001)), "text.too_long"),
            ("/boss", json!(true), "body.unknown_field"),
        ] {
            all.push(bad(&newcomer, "PUT", "/api/v1/worker", Some(with(worker(), at, value)), (422, code)));
        }
        for (at, value, code) in [
            ("/credit_code", json!(bent(credit.as_str())), "creditcode.checksum"),
            ("/credit_code", json!("91"), "creditcode.length"),
            ("/credit_code", Json::Null, "employer.credit_code_needed"),
            ("/name", json!("长".repeat(101)), "text.too_long"),
            ("/verified", json!(true), "body.unknown_field"),
        ] {
            all.push(bad(&newcomer, "POST", "/api/v1/employers", Some(with(firm.clone(), at, value)), (422, code)));
        }
        // Jobs: where, what, how much, how many; new and edited alike.
        let jobs = format!("/api/v1/employers/{employer}/jobs");
        for (at, value, status, code) in [
            ("/job/place/lon", json!(116.4), 422, "job.place_outside"),
            ("/job/place/lat", json!(91), 422, "point.range"),
            ("/job/pay/fen", json!(-100), 422, "pay.range"),
            ("/job/pay/fen", json!(0), 422, "pay.range"),
            ("/job/title", json!("长".repeat(1 << 20)), 413, "body.too_large"),
            ("/job/title", json!("长".repeat(1000)), 422, "text.too_long"),
            ("/job/title", json!("洗\u{0}碗"), 422, "text.control"),
            ("/job/openings", json!(-1), 422, "job.openings"),
            ("/job/openings", json!(1_000_000), 422, "job.openings"),
            ("/job/state", json!("open"), 422, "body.unknown_field"),
            ("/job/period", json!({ "starts_at": 1, "ends_at": 2 }), 422, "job.times"),
        ] {
            let new = json!({ "submit": true, "job": job(119.30) });
            all.push(bad(&shop, "POST", &jobs, Some(with(new, at, value.clone())), (status, code)));
            let edit = json!({ "version": 1, "job": job(119.30) });
            let path = format!("/api/v1/jobs/{draft}");
            all.push(bad(&shop, "PUT", &path, Some(with(edit, at, value)), (status, code)));
        }
        // What belongs to somebody else does not exist.
        let reason = Some(json!({ "reason": "distance" }));
        let edit = Some(json!({ "version": 1, "job": job(119.30) }));
        let word = Some(json!({ "verdict": "verified", "reason": "seen" }));
        for (token, method, path, body) in [
            (&chen, "POST", format!("/api/v1/applications/{asked}/withdraw"), None),
            (&chen, "POST", format!("/api/v1/applications/{asked}/accept"), None),
            (&chen, "GET", format!("/api/v1/applications/{asked}"), None),
            (&rival, "POST", format!("/api/v1/applications/{asked}/offer"), None),
            (&rival, "POST", format!("/api/v1/applications/{asked}/refuse"), reason),
            (&rival, "PUT", format!("/api/v1/jobs/{posted}"), edit),
            (&rival, "POST", format!("/api/v1/jobs/{posted}/close"), None),
            (&rival, "GET", format!("/api/v1/jobs/{posted}/candidates"), None),
            (&rival, "POST", jobs.clone(), Some(json!({ "submit": true, "job": job(119.30) }))),
            (&rival, "POST", format!("/api/v1/employers/{employer}/verification"), word),
            (&chen, "DELETE", format!("/api/v1/workers/{person}?reason=request"), None),
        ] {
            all.push(bad(token, method, &path, body, (404, "not_found")));
        }
        // Papers that nobody gave out.
        for forged in [bent(&lin), "0".repeat(64), "x".into(), "' or 1=1 --".into()] {
            all.push(bad(&forged, "GET", "/api/v1/me", None, (401, "session.expired")));
            let path = format!("/api/v1/jobs/{posted}/applications");
            all.push(bad(&forged, "POST", &path, None, (401, "session.expired")));
        }

        let before = record(&site.world).await;
        for one in &all {
            let mut said = Vec::new();
            for lang in ["zh-CN", "en"] {
                let got = one.ask(&site, lang).await;
                said.push(got.body["title"].as_str().unwrap_or_default().to_owned());
                let (status, code) = one.refused;
                let body = one.body.as_ref().map(|body| body.to_string().chars().take(300).collect::<String>());
                assert_eq!(got.refused(), (status, code.to_owned()), "{} {} {body:?}", one.method, one.path);
            }
            assert!(chinese(&said[0]) && !chinese(&said[1]), "{said:?}");
        }
        assert_eq!(record(&site.world).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_code_opens_once_in_its_time_and_for_its_phone() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut lin = town.browser();
        lin.get("/sign-in").await;
        let sent = lin.post("/sign-in", &[("phone", "13900000001"), ("next", "/")]).await;
        lin.get(&sent.location).await;
        let code = town.texts.code();
        let before = record(&town.world).await;

        // Somebody else's browser does not know which phone it was.
        let mut other = town.browser();
        other.get("/sign-in").await;
        other.post("/sign-in", &[("phone", "13900000002"), ("next", "/")]).await;
        let wrong = other.post("/sign-in/code", &[("code", &code), ("next", "/")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!other.cookies.contains_key("sid"));

        town.world.clock.advance(6 * Micros::MINUTE);
        for (lang, words) in [("zh", "过了时间"), ("en", "too old")] {
            lin.post("/lang", &[("lang", lang), ("back", "/")]).await;
            let late = lin.post("/sign-in/code", &[("code", &code), ("next", "/")]).await;
            assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(late.html.contains(words), "{lang}: {}", late.html);
            assert!(!lin.cookies.contains_key("sid"));
        }
        assert_eq!(record(&town.world).await, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_refuse_what_is_forged_or_belongs_to_others_and_keep_what_was_typed() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut boss = town.browser();
        let job = open_job(&town, &mut boss).await;
        let mut stranger = town.browser();
        stranger.sign_in("13800000009", "/").await;
        let mut forged = town.browser();
        forged.get("/sign-in").await;
        let before = record(&town.world).await;

        for (lang, forbidden) in [("zh", "这一页找不到了"), ("en", "This page cannot be foun")] {
            stranger.post("/lang", &[("lang", lang), ("back", "/")]).await;
            for path in [format!("{job}/close"), format!("{job}/submit")] {
                let seen = stranger.post(&path, &[]).await;
                assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
                assert!(seen.html.contains("not_found") && seen.html.contains(forbidden), "{}", seen.html);
            }
            for path in [job.clone(), format!("{job}/edit"), format!("{job}/history")] {
                assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            let seen = stranger.post_with(&format!("{job}/close"), &"0".repeat(64), &[]).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN);
        }
        // A session that nobody began, with a token that fits no session.
        for sid in ["forged", "0000000000000000000000000000000000000000000000000000000000000000", "%00"] {
            forged.cookies.insert("sid".into(), sid.into());
            let seen = forged.post(&format!("{job}/close"), &[]).await;
            assert!(seen.status == StatusCode::SEE_OTHER || seen.status.is_client_error(), "{}", seen.status);
            forged.cookies.insert("sid".into(), sid.into());
            let seen = forged.get("/me/resume").await;
            assert!(
                seen.location.starts_with("/sign-in") || seen.status == StatusCode::UNAUTHORIZED,
                "{sid} {} {}",
                seen.status,
                seen.location
            );
        }

        let key = boss.get("/employer/jobs/new").await.value("key");
        let code = occupation();
        let long = "长".repeat(1 << 20);
        for (name, value, status) in [
            ("pay_amount", "-1", 422),
            ("pay_amount", "1e9", 422),
            ("title", &long, 413),
            ("region", "110101001001", 422),
            ("openings", "99999999999999999999", 422),
            ("date_1", "0000-00-00", 422),
        ] {
            let mut fields = job_fields(&key, &code, "publish");
            fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
            let seen = boss.post("/employer/jobs/new", &fields).await;
            assert_eq!(seen.status.as_u16(), status, "{name} {}", &value[..value.len().min(30)]);
        }
        let firm = [("step", "save"), ("kind", "company"), ("name", "东街餐饮"), ("region", VILLAGE)];
        let wrong = [&firm[..], &[("credit_code", "91350102MA8RAAAA0X")]].concat();
        let seen = stranger.post("/employer/new", &wrong).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.html.contains("does not add up") && seen.html.contains("东街餐饮"), "{}", seen.html);
        assert_eq!(record(&town.world).await, before);
    })
    .await;
}
