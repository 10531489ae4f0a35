//! Those who hold an office, in a browser: how they come in, what they are shown, and how two of them decide.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use axum::http::StatusCode;
use browsing::{Browser, Seen, Town};
use common::{PASSWORD, each_engine};
use kernel::{Micros, Role};
use totp_rs::{Builder, Secret};

const PROVINCE: &str = "350000000000";

async fn enter<'a>(town: &'a Town, login: &str) -> (Browser<'a>, Seen) {
    let mut desk = town.browser();
    desk.get("/staff/sign-in").await;
    let seen = desk.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    (desk, seen)
}

fn digits(town: &Town, secret: &str) -> String {
    let seconds = u64::try_from(town.world.store.now().0 / Micros::SECOND).unwrap();
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("-").build().unwrap();
    totp.generate(seconds).to_string()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default()
}

#[tokio::test]
async fn a_role_is_proposed_approved_and_taken_up_with_a_second_step() {
    each_engine(async |world| {
        let town = Town::new(world);
        town.world.official(PROVINCE).await;
        town.world.founder("second.official", PROVINCE).await;
        let (mut first, seen) = enter(&town, "first.official").await;
        assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, "/gov?done=signed_in"));
        assert!(first.get("/account").await.html.contains("现在只凭密码就能进来"));

        first.get("/gov/roles").await;
        let empty = first.post("/gov/roles", &[("role", "official"), ("to", "350100000000")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.html.contains("err-until") && empty.html.contains("err-reason"));
        let fields = [
            ("role", "official"),
            ("to", "350100000000"),
            ("login", "Chen.Min"),
            ("name", "陈敏"),
            ("until", "2027-03-01"),
            ("reason", "新来的"),
        ];
        let given = first.post("/gov/roles", &fields).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.html);
        assert!(given.html.contains("等第二个人点头"));
        assert!(!given.html.contains("/staff/activate?token="), "no key for whoever proposes");

        let own = first.get("/gov/approvals").await;
        assert!(own.html.contains("这是你自己提的") && !own.html.contains("/approve"));
        let (mut second, _) = enter(&town, "second.official").await;
        let waiting = second.get("/gov/approvals").await;
        assert!(waiting.html.contains("新来的") && waiting.html.contains("chen.min"));
        let id = between(&waiting.html, "/gov/approvals/", "/approve").to_owned();
        let path = format!("/gov/approvals/{id}/approve");
        let refused = first.post(&path, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not one's own");
        let approved = second.post(&path, &[]).await;
        assert_eq!(approved.status, StatusCode::OK, "{}", approved.html);
        let token = between(&approved.html, "/staff/activate?token=", "<").to_owned();
        assert_eq!(token.len(), 64);
        assert!(!second.get("/gov/approvals?state=decided").await.html.contains(&token), "shown once");

        // The person chooses a password, adds an authenticator, and is asked for it.
        let mut chen = town.browser();
        let page = chen.get(&format!("/staff/activate?token={token}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let done = chen.post("/staff/activate", &[("token", &token), ("password", PASSWORD)]).await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/account?done=signed_in"));
        chen.get("/account").await;
        let setup = chen.post("/account/totp", &[("label", "我的手机")]).await;
        let secret = between(&setup.html, "<p class=\"code strong\">", "<").to_owned();
        let id = between(&setup.html, "/account/totp/", "\"").to_owned();
        let wrong = chen.post(&format!("/account/totp/{id}"), &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.html.contains(&secret), "the secret is not shown again");
        let code = digits(&town, &secret);
        let added = chen.post(&format!("/account/totp/{id}"), &[("code", &code)]).await;
        assert_eq!(added.location, "/account?done=factor_added");

        town.world.clock.advance(31 * Micros::SECOND);
        let (mut desk, step) = enter(&town, "chen.min").await;
        assert_eq!(step.status, StatusCode::OK);
        assert!(!desk.cookies.contains_key("sid"), "no session before the second step");
        let token = step.value("token");
        let bad = desk.post("/staff/second", &[("token", &token), ("code", "123456")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = digits(&town, &secret);
        let fields = [("token", token.as_str()), ("code", &code), ("next", "/gov/jobs")];
        let inside = desk.post("/staff/second", &fields).await;
        assert_eq!(inside.location, "/gov/jobs?done=signed_in", "{}", inside.html);
        assert_eq!(desk.get("/gov/roles").await.status, StatusCode::OK);
        let replay = town.browser().post("/staff/second", &fields).await;
        assert_ne!(replay.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_two_offices_sits_in_one_and_each_begins_where_it_works() {
    each_engine(async |world| {
        let town = Town::new(world);
        for (login, role, region, begins) in [
            ("audit", Role::Auditor, PROVINCE, "/gov/journal"),
            ("ops", Role::Operator, PROVINCE, "/ops"),
            ("money", Role::Finance, PROVINCE, "/gov/approvals"),
            ("advice", Role::Counsellor, PROVINCE, "/account"),
        ] {
            town.world.appoint(login, role, region).await;
            let (mut desk, seen) = enter(&town, login).await;
            assert_eq!(seen.location, format!("{begins}?done=signed_in"));
            assert_eq!(desk.get(begins).await.status, StatusCode::OK, "{login}");
        }
        town.world.appoint("both", Role::Staff, "350102000000").await;
        town.world.appoint("both", Role::Finance, PROVINCE).await;
        let (mut both, _) = enter(&town, "both").await;
        assert_eq!(both.get("/gov/crew").await.status, StatusCode::OK);
        let account = both.get("/account").await;
        let other = between(&account.html, "name=\"office\" value=\"", "\"").to_owned();
        let sat = both.post("/account/office", &[("office", &other)]).await;
        assert_eq!(sat.location, "/gov/approvals");
        assert_eq!(both.get("/gov/approvals").await.status, StatusCode::OK);
        assert!(
            !both.get("/gov/approvals").await.html.contains("/gov/crew"),
            "the tabs are those of the office"
        );
        let forged =
            both.post("/account/office", &[("office", "01900000-0000-7000-8000-000000000000")]).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND);
    })
    .await;
}
