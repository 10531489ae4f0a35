//! The interface as programs meet it: what it gives, and how it refuses.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod calling;

use axum::body::Body;
use axum::http::{Request, header};
use calling::{REGION, Site, id, job, no};
use common::each_engine;
use http_body_util::BodyExt as _;
use kernel::Micros;
use serde_json::{Value as Json, json};
use tower::ServiceExt as _;

#[tokio::test]
async fn a_job_is_posted_found_asked_for_offered_and_taken() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        let job = site.job(&shop, &employer, 119.30).await;
        assert_eq!((&job["state"], &job["pay"]["hourly_fen"]), (&json!("open"), &json!(2500)));
        site.settle().await;
        let near = site.get("/api/v1/jobs/nearby?lon=119.301&lat=26.08", "").await.ok();
        let found = &near["items"][0];
        assert_eq!((id(found), &found["employer"]["verified"]), (id(&job), &json!(true)));
        assert_eq!((&found["distance_m"], &found["openings_left"]), (&json!(100), &json!(2)));

        let worker = site.worker("13800000002").await;
        let path = format!("/api/v1/jobs/{}/applications", id(&job));
        let first = site.call("POST", &path, &worker, None).await.ok();
        let again = site.call("POST", &path, &worker, None).await.ok();
        assert_eq!(id(&first), id(&again));
        let step = async |who: &str, step: &str| {
            site.call("POST", &format!("/api/v1/applications/{}/{step}", id(&first)), who, None).await
        };
        assert_eq!(step(&shop, "accept").await.refused(), no(404, "not_found"));
        let candidates = format!("/api/v1/jobs/{}/candidates", id(&job));
        let masked = site.get(&candidates, &shop).await.ok();
        assert_eq!(
            (&masked["items"][0]["name"], &masked["items"][0]["phone"]),
            (&json!("林*英"), &Json::Null)
        );
        assert_eq!(step(&shop, "offer").await.ok()["state"], "offered");
        assert_eq!(step(&worker, "accept").await.ok()["state"], "hired");
        assert_eq!(step(&worker, "withdraw").await.refused(), no(409, "application.state"));
        let open = site.get(&candidates, &shop).await.ok();
        assert_eq!(open["items"][0]["name"], "林秀英");
        assert_eq!(open["items"][0]["phone"], "13800000002");
        let resume = site.get("/api/v1/worker/resume", &worker).await.ok();
        assert_eq!(resume["hires"][0]["employer_name"], "东街小吃");
        site.settle().await;
        let journal = site.get("/api/v1/regions/350100000000/journal?limit=1", &official).await.ok();
        assert_eq!(journal["items"][0]["name"], "application.accept");
    })
    .await;
}

#[tokio::test]
async fn pages_of_what_is_near_make_the_whole_list() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        // Some of them at one place: their order is by id.
        for at in [0, 3, 1, 1, 2, 0, 1] {
            site.job(&shop, &employer, 119.30 + f64::from(at) / 1000.0).await;
        }
        site.settle().await;
        let path = "/api/v1/jobs/nearby?lon=119.3&lat=26.08&radius_m=5000";
        let whole = site.get(path, "").await.ok();
        assert_eq!((whole["items"].as_array().unwrap().len(), &whole["next"]), (7, &Json::Null));
        for limit in 1..=7 {
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let piece = site.get(&format!("{path}&limit={limit}{after}"), "").await.ok();
                seen.extend(piece["items"].as_array().unwrap().clone());
                match piece["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            assert_eq!(Json::Array(seen), whole["items"], "by {limit}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_others_is_not_there() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        let (other, _) = site.shop("13800000003", "西街小吃", &official).await;
        let worker = site.worker("13800000002").await;
        let me = site.get("/api/v1/me", &worker).await.ok();
        let open = id(&site.job(&shop, &employer, 119.30).await);
        let draft = json!({ "submit": false, "job": job(119.30) });
        let draft = id(&site.post(&format!("/api/v1/employers/{employer}/jobs"), &shop, draft).await.ok());
        let asked = site.call("POST", &format!("/api/v1/jobs/{open}/applications"), &worker, None).await.ok();
        let stranger = site.worker("13800000004").await;
        let edit = json!({ "version": 1, "job": job(119.31) });
        let reason = json!({ "reason": "time" });
        for (who, method, path, body) in [
            (&other, "GET", format!("/api/v1/jobs/{draft}"), None),
            (&stranger, "GET", format!("/api/v1/jobs/{draft}"), None),
            (&other, "PUT", format!("/api/v1/jobs/{open}"), Some(edit)),
            (&other, "POST", format!("/api/v1/jobs/{draft}/submit"), None),
            (&other, "POST", format!("/api/v1/jobs/{open}/close"), None),
            (&other, "POST", format!("/api/v1/jobs/{draft}/review"), Some(json!({ "approve": true }))),
            (&other, "GET", format!("/api/v1/jobs/{open}/candidates"), None),
            (&other, "GET", format!("/api/v1/jobs/{open}/history"), None),
            (&other, "GET", format!("/api/v1/employers/{employer}/jobs"), None),
            (
                &other,
                "POST",
                format!("/api/v1/employers/{employer}/jobs"),
                Some(json!({ "submit": false, "job": job(119.30) })),
            ),
            (
                &other,
                "POST",
                format!("/api/v1/employers/{employer}/verification"),
                Some(json!({ "verdict": "suspended", "reason": "" })),
            ),
            (&stranger, "POST", format!("/api/v1/jobs/{draft}/applications"), None),
            (&stranger, "GET", format!("/api/v1/applications/{}", id(&asked)), None),
            (&stranger, "POST", format!("/api/v1/applications/{}/accept", id(&asked)), None),
            (&stranger, "POST", format!("/api/v1/applications/{}/decline", id(&asked)), Some(reason.clone())),
            (&stranger, "POST", format!("/api/v1/applications/{}/withdraw", id(&asked)), None),
            (&other, "POST", format!("/api/v1/applications/{}/shortlist", id(&asked)), None),
            (&other, "POST", format!("/api/v1/applications/{}/offer", id(&asked)), None),
            (&other, "POST", format!("/api/v1/applications/{}/refuse", id(&asked)), Some(reason)),
            (
                &stranger,
                "DELETE",
                format!("/api/v1/workers/{}?reason=request", me["worker_id"].as_str().unwrap()),
                None,
            ),
        ] {
            let seen = site.call(method, &path, who, body.clone()).await;
            assert_eq!(seen.refused(), no(404, "not_found"), "{method} {path}");
            let nobody = site.call(method, &path, "", body).await.refused();
            let hidden = method == "GET" && path == format!("/api/v1/jobs/{draft}");
            let expected = if hidden { no(404, "not_found") } else { no(401, "access.sign_in") };
            assert_eq!(nobody, expected, "{method} {path}");
        }
        for list in ["jobs", "people", "employers", "journal"] {
            let path = format!("/api/v1/regions/{REGION}/{list}");
            assert_eq!(site.get(&path, &worker).await.refused(), no(403, "access.forbidden"), "{list}");
            assert_eq!(site.get(&path, "").await.refused(), no(401, "access.sign_in"), "{list}");
            site.get(&path, &official).await.ok();
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_code() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        let jobs = format!("/api/v1/employers/{employer}/jobs");
        let with = |change: &dyn Fn(&mut Json)| {
            let mut input = json!({ "submit": true, "job": job(119.30) });
            change(&mut input);
            input
        };
        for (input, status, code) in [
            (with(&|input| input["job"]["boss"] = json!(1)), 422, "body.unknown_field"),
            (with(&|input| input["pay"] = json!(1)), 422, "body.unknown_field"),
            (with(&|input| input["job"]["pay"]["fen"] = json!(-100)), 422, "pay.range"),
            (with(&|input| input["job"]["pay"]["fen"] = json!(1.5)), 422, "body.format"),
            (with(&|input| input["job"]["pay"]["unit"] = json!("week")), 422, "word.unknown"),
            (with(&|input| input["job"]["title"] = json!("长".repeat(61))), 422, "text.too_long"),
            (with(&|input| input["job"]["title"] = json!("长".repeat(1 << 20))), 413, "body.too_large"),
            (with(&|input| input["job"]["title"] = json!("a\u{0}b")), 422, "text.control"),
            (with(&|input| input["job"]["place"]["lon"] = json!(181)), 422, "point.range"),
            (with(&|input| input["job"]["place"]["lon"] = json!(100)), 422, "job.place_outside"),
            (with(&|input| input["job"]["slots"] = json!(1 << 21)), 422, "availability.range"),
            (with(&|input| input["job"]["openings"] = json!(0)), 422, "job.openings"),
            (with(&|input| input["job"]["occupation"] = json!("9-99-99-99")), 422, "job.occupation_unknown"),
            (
                with(&|input| input["job"]["period"] = json!({ "starts_at": 2, "ends_at": 1 })),
                422,
                "period.order",
            ),
            (with(&|input| input["id"] = json!("x")), 422, "id.format"),
            (json!([]), 422, "body.format"),
        ] {
            assert_eq!(site.post(&jobs, &shop, input).await.refused(), no(status, code));
        }
        let send = async |kind: &str, body: &str| {
            let request = Request::post(&jobs).header(header::CONTENT_TYPE, kind);
            let request = request.header(header::AUTHORIZATION, format!("Bearer {shop}"));
            site.raw(request.body(Body::from(body.to_owned())).unwrap()).await.refused()
        };
        assert_eq!(send("application/json", "{").await, no(400, "body.format"));
        assert_eq!(send("text/plain", "{}").await, no(415, "body.type"));
        let near = "/api/v1/jobs/nearby?lat=26.08";
        for (path, status, code) in [
            (near.to_owned(), 422, "query.format"),
            (format!("{near}&lon=NaN"), 422, "point.range"),
            (format!("{near}&lon=100"), 422, "place.outside"),
            (format!("{near}&lon=119&color=red"), 422, "query.unknown_field"),
            (format!("{near}&lon=119&radius_m=0"), 422, "query.range"),
            (format!("{near}&lon=119&limit=101"), 422, "paging.limit"),
            (format!("{near}&lon=119&after=x"), 422, "cursor"),
            (format!("{near}&lon=119&occupation=x"), 422, "occupation.unknown"),
            ("/api/v1/jobs/x".to_owned(), 422, "id.format"),
            ("/api/v1/jobs/%FF".to_owned(), 422, "id.format"),
            ("/api/v1/jobs/018f4e5a-7c1b-7def-8abc-0123456789ab".to_owned(), 404, "not_found"),
            ("/api/v1/jobs/018f4e5a-7c1b-7def-8abc-0123456789ab?x=1".to_owned(), 422, "query.unknown_field"),
            ("/api/v1/regions/1".to_owned(), 422, "region.format"),
            ("/api/v1/regions/at?lon=0&lat=0".to_owned(), 404, "region.outside"),
            ("/api/v1/regions?q=".to_owned(), 422, "text.empty"),
            ("/api/v1/occupations/x".to_owned(), 422, "occupation.unknown"),
            ("/api/v1/nothing".to_owned(), 404, "not_found"),
            ("/api/v2".to_owned(), 404, "not_found"),
            ("/api".to_owned(), 404, "not_found"),
        ] {
            assert_eq!(site.get(&path, "").await.refused(), no(status, code), "{path}");
        }
        for method in ["PATCH", "DELETE", "OPTIONS"] {
            let seen = site.call(method, "/api/v1/jobs/nearby", "", None).await;
            assert_eq!(seen.refused(), no(405, "method"), "{method}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_a_token_of_ours_opens_and_a_cookie_changes_nothing() {
    each_engine(async |world| {
        let site = Site::new(world);
        let token = site.worker("13800000002").await;
        for forged in ["x", &token[1..], &token.replace('a', "b"), "' or 1=1 --"] {
            assert_eq!(site.get("/api/v1/me", forged).await.refused(), no(401, "session.expired"));
            assert_eq!(
                site.get("/api/v1/jobs/018f4e5a-7c1b-7def-8abc-0123456789ab", forged).await.refused().0,
                401
            );
        }
        let with_cookie = |method: &str, path: &str| {
            let request = Request::builder().method(method).uri(path);
            request.header(header::COOKIE, format!("sid={token}")).body(Body::empty()).unwrap()
        };
        site.raw(with_cookie("GET", "/api/v1/worker")).await.ok();
        let changed = site.raw(with_cookie("POST", "/api/v1/notices/read")).await;
        assert_eq!(changed.refused(), no(401, "access.sign_in"));
        site.call("DELETE", "/api/v1/session", &token, None).await.ok();
        assert_eq!(site.get("/api/v1/me", &token).await.refused(), no(401, "session.expired"));
    })
    .await;
}

#[tokio::test]
async fn codes_are_rationed() {
    each_engine(async |world| {
        let site = Site::new(world);
        let phone = json!({ "phone": "13800000005" });
        site.post("/api/v1/session/code", "", phone.clone()).await.ok();
        assert_eq!(site.post("/api/v1/session/code", "", phone).await.refused(), no(429, "session.too_many"));
        let guess = async || {
            let guess = json!({ "phone": "13800000005", "code": "0000000" });
            site.post("/api/v1/session", "", guess).await.refused()
        };
        for _ in 0..5 {
            assert_eq!(guess().await, no(422, "session.code_wrong"));
        }
        assert_eq!(guess().await, no(429, "session.too_many"));
        site.world.clock.advance(6 * Micros::MINUTE);
        assert_eq!(guess().await, no(422, "session.code_expired"));
    })
    .await;
}

#[tokio::test]
async fn the_erased_are_gone() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let token = site.worker("13800000002").await;
        let me = site.get("/api/v1/me", &token).await.ok();
        let path = format!("/api/v1/workers/{}", me["worker_id"].as_str().unwrap());
        let reason = |word: &str| format!("{path}?reason={word}");
        assert_eq!(site.call("DELETE", &path, &official, None).await.refused(), no(422, "query.format"));
        assert_eq!(
            site.call("DELETE", &reason("spite"), &official, None).await.refused(),
            no(422, "word.unknown")
        );
        site.call("DELETE", &reason("request"), &official, None).await.ok();
        assert_eq!(
            site.call("DELETE", &reason("request"), &official, None).await.refused(),
            no(404, "not_found")
        );
        assert_eq!(site.get("/api/v1/me", &token).await.refused(), no(401, "session.expired"));
        let people = site.get(&format!("/api/v1/regions/{REGION}/people"), &official).await.ok();
        assert_eq!(people["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_is_described_as_an_example_is_taken_and_a_home_elsewhere_is_not() {
    each_engine(async |world| {
        let site = Site::new(world);
        let spec: Json = serde_json::from_str(&web::api::openapi::text()).unwrap();
        let example = |name: &str| spec["components"]["schemas"][name]["examples"][0].clone();
        let token = site.world.token("13800000001").await;
        let mut worker = example("WorkerIn");
        site.call("PUT", "/api/v1/worker", &token, Some(worker.clone())).await.ok();
        worker["home"] = json!({ "lon": 116.4, "lat": 39.9 });
        let elsewhere = site.call("PUT", "/api/v1/worker", &token, Some(worker)).await;
        assert_eq!(elsewhere.body["field"], "home");
        assert_eq!(elsewhere.refused(), no(422, "place.outside"));
        let seen = site.get("/api/v1/worker", &token).await.ok();
        assert_eq!(seen["home"], json!({ "lon": 119.3, "lat": 26.08 }));
        let employer = id(&site.post("/api/v1/employers", &token, example("EmployerIn")).await.ok());
        let jobs = format!("/api/v1/employers/{employer}/jobs");
        let job = id(&site.post(&jobs, &token, example("JobNew")).await.ok());
        let edit = site.call("PUT", &format!("/api/v1/jobs/{job}"), &token, Some(example("JobEdit"))).await;
        assert_eq!(edit.ok()["openings"], 3);
        let official = site.official().await;
        let review = format!("/api/v1/jobs/{job}/review");
        assert_eq!(site.post(&review, &official, example("ReviewIn")).await.ok()["state"], "open");
        let verify = format!("/api/v1/employers/{employer}/verification");
        assert_eq!(site.post(&verify, &official, example("VerificationIn")).await.ok()["state"], "verified");
        site.post("/api/v1/session/code", "", example("CodeIn")).await.ok();
    })
    .await;
}

#[tokio::test]
async fn an_employer_is_corrected_and_its_members_come_and_go() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let (shop, employer) = site.shop("13800000001", "东街小吃", &official).await;
        let (base, hand) = (format!("/api/v1/employers/{employer}"), "13800000009");
        let members = format!("{base}/members");
        let asked = site.post(&members, &shop, json!({ "phone": hand })).await;
        assert_eq!(asked.status, 204);
        let token = site.world.token(hand).await;
        assert_eq!(site.get(&members, &token).await.refused(), no(404, "not_found"));
        let waiting = site.get("/api/v1/invitations", &token).await.ok();
        assert_eq!(waiting["items"][0]["name"], "东街小吃");
        let answer = format!("/api/v1/invitations/{}", id(&waiting["items"][0]));
        assert_eq!(site.post(&answer, &shop, json!({ "agree": true })).await.refused(), no(404, "not_found"));
        assert_eq!(site.post(&answer, &token, json!({ "agree": true })).await.status, 204);
        let list = site.get(&members, &token).await.ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        let first = id(items.iter().find(|item| item["me"] == false).unwrap());
        assert_eq!(site.call("DELETE", &format!("{members}/{first}"), &token, None).await.status, 204);
        assert_eq!(site.get(&members, &shop).await.refused(), no(404, "not_found"));
        assert_eq!(site.get(&members, &official).await.refused(), no(404, "not_found"));
        assert_eq!(site.get(&members, "").await.refused(), no(401, "access.sign_in"));
        let bad = site.post(&members, &token, json!({ "phone": "12345" })).await;
        assert_eq!(bad.refused(), no(422, "phone.format"));
        let input = json!({ "kind": "sole_trader", "name": "西街小吃", "region": REGION });
        let renamed = site.call("PUT", &base, &token, Some(input)).await.ok();
        assert_eq!((&renamed["name"], &renamed["state"]), (&json!("西街小吃"), &json!("unverified")));
    })
    .await;
}

#[tokio::test]
async fn an_official_signs_in_with_a_password_and_sees_the_region() {
    each_engine(async |world| {
        let site = Site::new(world);
        site.official().await;
        let ask = async |password: &str| {
            let body = json!({ "login": "first.official", "password": password });
            site.post("/api/v1/session/staff", "", body).await
        };
        assert_eq!(ask("wrong horse battery").await.refused(), no(422, "session.password_wrong"));
        let token = ask("correct horse battery").await.ok()["token"].as_str().unwrap().to_owned();
        let journal = site.get("/api/v1/regions/350000000000/journal", &token).await.ok();
        assert!(journal["items"].is_array());
        for _ in 0..9 {
            ask("wrong horse battery").await;
        }
        assert_eq!(ask("correct horse battery").await.refused(), no(429, "session.too_many"));
    })
    .await;
}

/// The text of a page, read by the holder of a session or by a visitor.
async fn page(site: &Site, path: &str, token: &str) -> String {
    let cookies = format!("sid={token}; place=119.3,26.08");
    let request = Request::builder().uri(path).header(header::COOKIE, cookies).body(Body::empty()).unwrap();
    let answer = site.router.clone().oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn nobody_is_told_where_a_households_door_is() {
    each_engine(async |world| {
        let site = Site::new(world);
        let official = site.official().await;
        let boss = site.world.token("13800000001").await;
        let home = json!({ "kind": "household", "name": "陈小明", "region": REGION });
        let home = id(&site.post("/api/v1/employers", &boss, home).await.ok());
        let word = json!({ "verdict": "verified", "reason": "seen" });
        site.post(&format!("/api/v1/employers/{home}/verification"), &official, word).await.ok();
        let mut input = job(119.301_234_5);
        (input["place"]["lat"], input["title"]) = (json!(26.087_123_4), json!("门牌帮厨"));
        let put = json!({ "submit": true, "job": input });
        let posted = site.post(&format!("/api/v1/employers/{home}/jobs"), &boss, put).await.ok();
        assert_eq!(posted["state"], "open");
        let worker = site.worker("13800000002").await;
        site.settle().await;
        let job = id(&posted);
        let (lon, lat) = (posted["lon"].as_f64().unwrap(), posted["lat"].as_f64().unwrap());
        let near = format!("/api/v1/jobs/nearby?lon={lon}&lat={lat}&radius_m=500");
        let api = [format!("/api/v1/jobs/{job}"), near];
        let pages = [format!("/jobs/{job}"), "/?r=far".into(), "/?q=帮厨".into()];
        let region = format!("/api/v1/regions/{REGION}/jobs");
        let mut outputs = vec![posted.to_string(), site.get(&region, &official).await.ok().to_string()];
        for who in ["", &worker, &boss, &official] {
            for path in &api {
                let text = site.get(path, who).await.ok().to_string();
                assert!(text.contains(&job), "{path}: {text}");
                outputs.push(text);
            }
            for path in &pages {
                outputs.push(page(&site, path, who).await);
            }
        }
        for text in outputs {
            for part in ["119.30123", "26.08712"] {
                assert!(!text.contains(part), "{text}");
            }
        }
    })
    .await;
}
