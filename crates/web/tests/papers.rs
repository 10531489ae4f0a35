//! Papers over the wire: what is hostile is refused and leaves nothing, what is handed in goes out only to whoever may see it and
//! in a cage, and nobody holds the door with a slow body. Then the whole way: handed in, looked at, refused, objected to, undone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;
#[path = "../../features/tests/common/papers.rs"]
mod papers;

mod browsing;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use browsing::{Browser, Town, VILLAGE};
use common::{PASSWORD, World, each_engine, holds};
use features::employers::Fault;
use http_body_util::BodyExt as _;
use kernel::{CreditCode, IdNumber, Micros, Role};
use papers::{jpeg, png};
use tower::ServiceExt as _;

const CANARY: &str = "榕字金丝雀";
const HERE: &str = "/employer/papers";

/// A form with a file, as browsers send it.
fn form(csrf: &str, fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in [("csrf", csrf)].iter().chain(fields) {
        out.extend(
            format!("--bb\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    let head =
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\nContent-Type: text/html";
    out.extend(format!("--bb\r\n{head}\r\n\r\n").as_bytes());
    out.extend(file);
    out.extend(b"\r\n--bb--\r\n");
    out
}

async fn raw(
    browser: &Browser<'_>,
    method: &str,
    path: &str,
    body: Body,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let cookies: Vec<String> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "));
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=bb");
    let response = browser.town.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

/// Hands a file in; the status and where one is sent, or what is said.
async fn hand_in(browser: &Browser<'_>, fields: &[(&str, &str)], file: &[u8]) -> (StatusCode, String) {
    let body = form(&browser.csrf, fields, file);
    let (status, headers, said) = raw(browser, "POST", HERE, Body::from(body)).await;
    let to = headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    (status, to.unwrap_or_else(|| String::from_utf8_lossy(&said).into_owned()))
}

async fn with_shop<'a>(town: &'a Town, phone: &str, code: &str) -> Browser<'a> {
    let mut boss = town.browser();
    boss.sign_in(phone, "/employer").await;
    let code = CreditCode::with_check(code).unwrap();
    let shop = [
        ("step", "save"),
        ("kind", "company"),
        ("name", "福州闽都茶点有限公司"),
        ("credit_code", code.as_str()),
        ("region", VILLAGE),
    ];
    assert_eq!(boss.post("/employer/new", &shop).await.status, StatusCode::SEE_OTHER);
    boss.get(HERE).await;
    boss
}

async fn desk<'a>(town: &'a Town, login: &str) -> Browser<'a> {
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    let entered = desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html);
    desk.get("/gov/employers").await;
    desk
}

/// Everything on record; not what counts attempts and visits.
async fn record(world: &World) -> Vec<String> {
    let passing = ["attempt", "inbox", "outbox", "session", "sign_in_code"];
    let lines = world.dump().await.into_iter();
    lines.filter(|line| !passing.contains(&line.split(':').next().unwrap())).collect()
}

/// The last part of the first address in a page that begins so.
fn after(html: &str, before: &str) -> String {
    let rest = html.split(before).nth(1).unwrap_or_else(|| panic!("{before} is not in {html}"));
    rest.split(['"', '/', '?']).next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_hostile_is_refused_and_leaves_nothing() {
    each_engine(async |world| {
        let town = Town::new(world);
        let boss = with_shop(&town, "13800000001", "91350102MA9DEM001").await;
        let licence = [("kind", "licence")];
        let before = record(&town.world).await;
        let mut wide = jpeg(b"x", b"");
        wide[25..29].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        for (file, status) in [
            (b"".to_vec(), unprocessable),
            (b"<html><script>alert(1)</script>".to_vec(), unprocessable),
            (b"GIF89a\x01\0\x01\0".to_vec(), unprocessable),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec(), unprocessable),
            (wide, unprocessable),
            (png(10_000, 10_000, b"x"), unprocessable),
            (png(100, 100, b"x")[..50].to_vec(), unprocessable),
            (b"%PDF-1.7\n<</OpenAction<</S/JavaScript>>>>\n%%EOF".to_vec(), unprocessable),
            (b"%PDF-1.7\n%%EOF<html>".to_vec(), unprocessable),
            (vec![0xFF; 4 * 1024 * 1024 + 1], unprocessable),
            (vec![0xFF; 5 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let seen = hand_in(&boss, &licence, &file).await;
            assert_eq!(seen.0, status, "{} bytes: {}", file.len(), seen.1);
        }
        // A hundred megabytes come piece by piece and are not waited for.
        let pieces = async_stream::stream! {
            for _ in 0..1600 {
                yield Ok::<_, std::io::Error>(vec![b'x'; 64 * 1024]);
            }
        };
        let (status, ..) = raw(&boss, "POST", HERE, Body::from_stream(pieces)).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        // A form that is none, and one without the reader's token.
        for (body, expected) in [
            (b"--bb".to_vec(), unprocessable),
            (form(&"0".repeat(64), &licence, &png(9, 9, b"x")), StatusCode::FORBIDDEN),
        ] {
            let (status, ..) = raw(&boss, "POST", HERE, Body::from(body)).await;
            assert_eq!(status, expected);
        }
        for fields in [&[("kind", "objection; drop")][..], &[("kind", "person_identity")]] {
            assert_eq!(hand_in(&boss, fields, &png(9, 9, b"x")).await.0, unprocessable);
        }
        let wrong = [("kind", "legal_identity"), ("holder", "陈榕生"), ("number", "350102198001011010")];
        let seen = hand_in(&boss, &wrong, &png(9, 9, b"x")).await;
        assert!(seen.0 == unprocessable && seen.1.contains("陈榕生"), "{}", seen.1);
        assert_eq!(record(&town.world).await, before);

        // Whoever acts for no employer sends as little as everybody.
        let mut other = town.browser();
        other.sign_in("13800000009", "/").await;
        let large = vec![0xFF; 300 * 1024];
        assert_eq!(hand_in(&other, &licence, &large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    })
    .await;
}

#[tokio::test]
async fn a_slow_body_keeps_nobody_else_out_and_one_account_sends_one_at_a_time() {
    each_engine(async |world| {
        let town = Town::new(world);
        let boss = with_shop(&town, "13800000001", "91350102MA9DEM001").await;
        let rival = with_shop(&town, "13800000002", "91350102MA9DEM002").await;
        let slow = Body::from_stream(async_stream::stream! {
            std::future::pending::<()>().await;
            yield Ok::<_, std::io::Error>(Vec::new());
        });
        let mut slow = Box::pin(raw(&boss, "POST", HERE, slow));
        let licence = [("kind", "licence")];
        let begun = tokio::time::timeout(std::time::Duration::from_millis(300), &mut slow).await;
        assert!(begun.is_err(), "it waits for its body");
        assert_eq!(hand_in(&boss, &licence, &png(9, 9, b"x")).await.0, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(hand_in(&rival, &licence, &png(9, 9, b"x")).await.1, "/employer/papers?done=paper");
        drop(slow);
        assert_eq!(hand_in(&boss, &licence, &png(9, 9, b"x")).await.1, "/employer/papers?done=paper");
    })
    .await;
}

#[tokio::test]
async fn a_firm_hands_in_is_refused_objects_and_is_heard() {
    each_engine(async |world| {
        let town = Town::new(world);
        town.world.official("350000000000").await;
        town.world.appoint("city.official", Role::Official, "350100000000").await;
        town.world.appoint("far.official", Role::Official, "350200000000").await;
        let mut boss = with_shop(&town, "13800000001", "91350102MA9DEM001").await;
        let mut rival = with_shop(&town, "13800000002", "91350102MA9DEM002").await;
        let (mut city, mut province) =
            (desk(&town, "city.official").await, desk(&town, "second.official").await);
        let mut far = desk(&town, "far.official").await;

        let number = IdNumber::with_check("35010219800101101").unwrap();
        let card = [("kind", "legal_identity"), ("holder", "陈榕生"), ("number", number.as_str())];
        let photo = jpeg(CANARY.as_bytes(), b"PK\x03\x04<script>");
        let done = "/employer/papers?done=paper";
        assert_eq!(hand_in(&boss, &card, &photo).await.1, done);
        town.world.clock.advance(Micros::SECOND);
        assert_eq!(hand_in(&boss, &[("kind", "licence")], &png(300, 200, b"x")).await.1, done);
        town.world.clock.advance(Micros::SECOND);
        let pdf = b"%PDF-1.7\n1 0 obj\n%%EOF\n";
        assert_eq!(hand_in(&boss, &[("kind", "authorisation")], pdf).await.1, done);

        let own = boss.get(HERE).await.html;
        assert!(!own.contains(number.as_str()) && own.contains("350102********"), "{own}");
        let paper = after(&own, "href=\"/employer/papers/");
        let path = format!("{HERE}/{paper}");
        let (status, headers, bytes) = raw(&boss, "GET", &path, Body::empty()).await;
        let said = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!((status, said("content-type").as_str()), (StatusCode::OK, "image/jpeg"));
        assert!(said("content-security-policy").contains("sandbox"));
        assert_eq!(
            (said("x-content-type-options"), said("cache-control")),
            ("nosniff".into(), "no-store".into())
        );
        assert!(bytes.ends_with(b"\xFF\xD9") && !bytes.windows(7).any(|part| part == b"<script"));
        assert_eq!(rival.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(rival.post(&format!("{path}/remove"), &[]).await.status, StatusCode::NOT_FOUND);
        let mut visitor = town.browser();
        assert!(visitor.get(&path).await.location.starts_with("/sign-in"));

        let list = city.get("/gov/employers").await.html;
        let mut ids: Vec<String> = list
            .split("href=\"/gov/employers/")
            .skip(1)
            .map(|rest| after(&format!("x{rest}"), "x"))
            .collect();
        ids.retain(|id| id.len() == 36);
        let mut firm = String::new();
        for id in ids {
            if city.get(&format!("/gov/employers/{id}")).await.html.contains(&paper) {
                firm = format!("/gov/employers/{id}");
            }
        }
        let seen = city.get(&firm).await.html;
        assert!(
            seen.contains("陈*生") && !seen.contains("陈榕生") && !seen.contains(number.as_str()),
            "{seen}"
        );
        for path in [firm.clone(), format!("{firm}/papers/{paper}")] {
            assert_eq!(far.get(&path).await.status, StatusCode::NOT_FOUND);
            assert!(boss.get(&path).await.status.is_client_error());
        }
        let (status, headers, _) = raw(&city, "GET", &format!("{firm}/papers/{paper}"), Body::empty()).await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
        let document = seen.rsplit(&format!("href=\"{firm}/papers/")).next().unwrap();
        let document = document.split('"').next().unwrap();
        let (_, headers, _) = raw(&city, "GET", &format!("{firm}/papers/{document}"), Body::empty()).await;
        assert_eq!(headers["content-type"], "application/octet-stream");
        assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        town.settle().await;
        assert!(boss.get("/messages").await.html.contains("打开看了"));

        // The register: its silence is said, its answer shows where the names differ.
        town.register.switch(Fault::Unreachable);
        city.post(&format!("{firm}/check"), &[]).await;
        assert!(city.get(&firm).await.html.contains("登记册没有回话"));
        town.register.switch(Fault::None);
        town.world.clock.advance(1);
        city.post(&format!("{firm}/check"), &[]).await;
        let seen = city.get(&firm).await.html;
        assert!(seen.contains("一样，只是写法不同") && seen.contains("和身份证是同一个姓名样子"), "{seen}");

        let decide = |html: &str| after(html, &format!("action=\"{firm}/decide?v=")).to_owned();
        let version = decide(&seen);
        let path = format!("{firm}/decide?v={version}");
        let bare = city.post(&path, &[("verdict", "refused"), ("reason", "不行")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.html.contains("不行") && bare.html.contains("选一个原因"), "{}", bare.html);
        let no = [("verdict", "refused"), ("why", "name_differs"), ("reason", CANARY)];
        assert_eq!(city.post(&path, &no).await.status, StatusCode::SEE_OTHER);
        assert_eq!(city.post(&path, &no).await.status, StatusCode::SEE_OTHER, "a second click");
        let other = [("verdict", "verified"), ("reason", "")];
        assert_eq!(city.post(&path, &other).await.status, StatusCode::UNPROCESSABLE_ENTITY, "an old page");

        let told = boss.get("/employer").await.html;
        assert!(told.contains(CANARY) && told.contains("名字和证照不一样"), "{told}");
        let appeal = boss.post("/employer/appeal", &[("appeal", "执照上个月换了名字，新执照交上来了")]).await;
        assert_eq!(appeal.location, "/employer/papers?done=appeal", "{}", appeal.html);
        assert_eq!(
            rival.post("/employer/appeal", &[("appeal", "我们也要申诉这个决定试试看")]).await.status,
            422
        );

        let own = city.get(&firm).await.html;
        assert!(own.contains("要请另一位干部来答复") && !own.contains("name=\"outcome\""), "{own}");
        let list = province.get("/gov/appeals").await.html;
        assert!(list.contains(&firm), "{list}");
        let page = province.get(&firm).await.html;
        let path = format!("{firm}/appeals/{}", after(&page, &format!("{firm}/appeals/")));
        let heard = [("outcome", "overturn"), ("answer", "新执照对得上")];
        assert_eq!(city.post(&path, &heard).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(far.post(&path, &heard).await.status, StatusCode::NOT_FOUND);
        assert_eq!(province.post(&path, &heard).await.status, StatusCode::SEE_OTHER);
        town.settle().await;
        assert!(boss.get(HERE).await.html.contains("新执照对得上"));
        assert!(boss.get("/messages").await.html.contains("原来的决定撤销了"));
        assert!(city.get("/messages").await.html.contains("申诉"));
        for line in town.world.dump().await {
            for word in [CANARY, "陈榕生", number.as_str(), "新执照对得上", "换了名字"] {
                assert!(!holds(&line, word), "{line}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_poster_and_a_payer_are_shown_what_they_may_do() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut boss = with_shop(&town, "13800000001", "91350102MA9DEM001").await;
        for (phone, role) in [("13800000005", "poster"), ("13800000006", "payer")] {
            town.world.clock.advance(common::minutes(2));
            let asked = boss.post("/employer/members", &[("phone", phone), ("role", role)]).await;
            assert_eq!(asked.location, "/employer/about?done=member_invited", "{}", asked.html);
            let mut hand = town.browser();
            hand.sign_in(phone, "/me").await;
            let invitation = after(&hand.get("/me").await.html, "/me/invitations/");
            hand.post(&format!("/me/invitations/{invitation}"), &[("agree", "yes")]).await;
            let home = hand.get("/employer").await.html;
            let posts = role == "poster";
            assert_eq!(home.contains("/employer/jobs/new"), posts, "{home}");
            assert!(!home.contains("/employer/papers"));
            let about = hand.get("/employer/about").await.html;
            assert!(!about.contains("/role\"") && !about.contains("/employer/edit"), "{about}");
            assert!(about.contains("/employer/members/leave"));
            let status = if posts { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(hand.get("/employer/jobs/new").await.status, status);
            for path in [HERE, "/employer/edit"] {
                assert_eq!(hand.get(path).await.status, StatusCode::NOT_FOUND, "{role} {path}");
            }
            assert_eq!(hand.post("/employer/members", &[("phone", "13800000077")]).await.status, 404);
            assert_eq!(hand_in(&hand, &[("kind", "licence")], &png(9, 9, b"x")).await.0, 404);
            let id = after(&boss.get("/employer/about").await.html, "action=\"/employer/members/");
            assert_eq!(
                hand.post(&format!("/employer/members/{id}/role"), &[("role", "employer")]).await.status,
                404
            );
            assert_eq!(hand.post(&format!("/employer/members/{id}/remove"), &[]).await.status, 404);
        }
        let own = after(&boss.get("/employer/about").await.html, "action=\"/employer/members/");
        let last = boss.post(&format!("/employer/members/{own}/role"), &[("role", "payer")]).await;
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(last.html.contains("至少要留一个负责人"), "{}", last.html);
    })
    .await;
}
