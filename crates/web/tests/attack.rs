//! Somebody who means ill, signed in and not: other people's ids where a form or a cookie carries one, stolen and worn-out
//! sessions, tokens of one purpose tried for another, rights put on by oneself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;
#[path = "../../features/tests/common/papers.rs"]
mod papers;
#[path = "../../features/tests/town/mod.rs"]
mod town;

mod browsing;
mod crowd;

use axum::http::{Request, StatusCode, header};
use browsing::{Browser, Town};
use common::{PASSWORD, each_engine};
use crowd::{Crowd, Persona};
use features::accounts::{self, Entered};
use kernel::Micros;

fn browser<'a>(town: &'a Town, persona: &Persona) -> Browser<'a> {
    let mut browser = town.browser();
    if let Some(here) = &persona.here {
        browser.cookies.insert("sid".into(), persona.token.clone());
        browser.csrf.clone_from(&here.csrf);
    }
    browser
}

async fn entries(town: &Town) -> i64 {
    town.world.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap()
}

fn find<'a>(crowd: &'a Crowd, name: &str) -> &'a Persona {
    crowd.people.iter().find(|one| one.name == name).unwrap()
}

#[tokio::test]
async fn ids_of_others_in_cookies_and_fields_open_nothing() {
    each_engine(async |world| {
        let crowd = Crowd::gather(&world).await;
        let town = Town::new(world);
        town.settle().await;
        let before = entries(&town).await;
        let id = |name: &str| crowd.targets.ids[name].as_str();

        // Another's employer, another's office, put into one's own cookies.
        let mut rival = browser(&town, find(&crowd, "rival"));
        rival.cookies.insert("employer".into(), id("employer").into());
        let page = rival.get("/employer").await;
        assert!(!page.html.contains(id("job")), "the cookie chooses among one's own");
        assert_eq!(
            rival.post("/employer/switch", &[("employer", id("employer"))]).await.status,
            StatusCode::NOT_FOUND
        );
        let mut out = browser(&town, find(&crowd, "official_out"));
        out.cookies.insert("office".into(), id("grant").into());
        let page = out.get("/gov").await;
        assert!(page.html.contains("厦门") && !page.html.contains("鼓楼"), "{}", page.html);
        assert_eq!(
            out.post("/account/office", &[("office", id("grant"))]).await.status,
            StatusCode::NOT_FOUND
        );

        // Applications of others among the ticked ones.
        for name in ["rival", "payer"] {
            let mut who = browser(&town, find(&crowd, name));
            for field in ["application", "pick", "who"] {
                who.post("/employer/crew", &[(field, id("application")), ("day", "2026-03-05")]).await;
            }
        }
        for name in ["staff_out", "official_out"] {
            let mut who = browser(&town, find(&crowd, name));
            for field in ["application", "pick", "who"] {
                let fields = [(field, id("application")), ("day", "2026-03-05"), ("region", "350102000000")];
                who.post("/gov/crew?region=350102000000", &fields).await;
            }
        }
        assert_eq!(entries(&town).await, before, "nothing was changed");

        // An address elsewhere to be led to.
        let mut visitor = town.browser();
        for next in ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"] {
            let page = visitor.get(&format!("/sign-in?next={next}")).await;
            let kept = page.value("next");
            assert!(!kept.contains("evil.example") && !kept.contains("javascript:"), "{kept}");
            let seen = visitor
                .post("/staff/sign-in", &[("login", "official.in"), ("password", PASSWORD), ("next", next)])
                .await;
            assert_eq!(seen.location, "/gov?done=signed_in", "{next}");
            visitor.cookies.clear();
        }
    })
    .await;
}

#[tokio::test]
async fn a_stolen_session_is_worth_no_more_than_its_owner_lets_it() {
    each_engine(async |world| {
        let crowd = Crowd::gather(&world).await;
        let town = Town::new(world);
        let owner = find(&crowd, "worker");
        let thief = browser(&town, owner);
        // Without the form token of the session nothing is sent, and another's token is not it.
        let mut blind = Browser { csrf: String::new(), ..browser(&town, owner) };
        let stranger = find(&crowd, "other_worker").here.as_ref().unwrap().csrf.clone();
        for csrf in ["", "0", stranger.as_str(), &"0".repeat(64)] {
            let sent = blind.post_with("/me/register", csrf, &[("step", "save")]).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{csrf}");
        }
        // A token travels in its cookie or as a bearer, and nowhere else.
        let mut url = town.browser();
        let page = url.get(&format!("/me?sid={}", owner.token)).await;
        assert!(!page.html.contains("林*英"));
        // Its owner sees it and ends it; from then on it is nobody's.
        let mut own = town.browser();
        own.cookies.clone_from(&thief.cookies);
        let other = town.world.token_again("13805910001").await;
        own.cookies.insert("sid".into(), other.clone());
        own.csrf = town.world.here(&other).await.csrf;
        let stolen = &owner.here.as_ref().unwrap().session_id;
        assert!(own.get("/me").await.html.contains(stolen.as_str()));
        assert_eq!(own.post(&format!("/me/sessions/{stolen}/end"), &[]).await.status, StatusCode::SEE_OTHER);
        let mut thief = thief;
        assert!(thief.get("/me/resume").await.location.starts_with("/sign-in"));
        let api = Request::get("/api/v1/me").header(header::AUTHORIZATION, format!("Bearer {}", owner.token));
        assert_eq!(thief.send(api, String::new()).await.status, StatusCode::UNAUTHORIZED);
        // The stored form of a token is not the token.
        for guess in [stolen.clone(), String::new(), "'; drop table session; --".into(), "0".repeat(64)] {
            assert!(accounts::actor_of(&town.world.store, &guess).await.unwrap().is_none());
        }
        // Half a day, and an office's session is over.
        let official = find(&crowd, "official_in");
        town.world.clock.advance(12 * Micros::HOUR + 1);
        assert!(accounts::actor_of(&town.world.store, &official.token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_token_of_one_purpose_is_none_of_another() {
    each_engine(async |world| {
        let crowd = Crowd::gather(&world).await;
        let town = Town::new(world);
        let s = &town.world.store;
        let official = find(&crowd, "official_in").here.clone().unwrap();
        let clerk = find(&crowd, "staff_in").here.clone().unwrap();
        let activation = accounts::activation(s, clerk.account).await.unwrap();
        let passkey = accounts::begin_passkey(s, &official.actor).await.unwrap();
        let session = find(&crowd, "official_in").token.clone();
        for token in [&passkey, &session, &official.csrf, &official.session_id] {
            let tried = accounts::activate(s, token, "another password", "t").await;
            assert_eq!(common::code(tried), "staff.activation_wrong");
        }
        for token in [&activation, &passkey, &session] {
            let tried = accounts::second(s, token, &accounts::Proof::Code("123456"), "t").await;
            assert_eq!(common::code(tried), "factor.expired");
            assert!(accounts::actor_of(s, token).await.unwrap().is_none() || *token == session);
        }
        // A newer token ends the older, and an old one ends by itself.
        let newer = accounts::activation(s, clerk.account).await.unwrap();
        let tried = accounts::activate(s, &activation, "another password", "t").await;
        assert_eq!(common::code(tried), "staff.activation_wrong");
        town.world.clock.advance(7 * Micros::DAY + 1);
        let tried = accounts::activate(s, &newer, "another password", "t").await;
        assert_eq!(common::code(tried), "staff.activation_wrong");
        let still = accounts::staff_sign_in(s, "staff.in", PASSWORD, "t").await.unwrap();
        assert!(matches!(still, Entered::Session(_)));
    })
    .await;
}

#[tokio::test]
async fn nobody_puts_a_right_on_by_themselves() {
    each_engine(async |world| {
        let crowd = Crowd::gather(&world).await;
        let town = Town::new(world);
        let before = entries(&town).await;
        let grants = async || {
            let sql = "select count(*) from role_grant where revoked_at is null";
            town.world.store.one::<i64>(sql, vec![]).await.unwrap()
        };
        let held = grants().await;
        for persona in &crowd.people {
            if matches!(persona.name, "official_in" | "official_out") {
                continue;
            }
            let mut who = browser(&town, persona);
            if persona.here.is_none() {
                who.get("/sign-in").await;
            }
            let fields = [
                ("role", "official"),
                ("to", "350000000000"),
                ("login", "crony"),
                ("name", "周小满"),
                ("until", "2026-12-01"),
                ("reason", "because"),
                ("region", "350000000000"),
            ];
            let seen = who.post("/gov/roles", &fields).await;
            assert!(
                !seen.status.is_success() && seen.status != StatusCode::UNPROCESSABLE_ENTITY,
                "{}",
                persona.name
            );
            // Fields that no form has are no rights.
            let fields =
                [("role", "official"), ("grants", "official"), ("system", "1"), ("office", "official")];
            for path in ["/account/office", "/account/password", "/me/register", "/staff/setup"] {
                who.post(path, &fields).await;
            }
        }
        assert_eq!((entries(&town).await, grants().await), (before, held));
        // An official does not reach beyond what was given, whatever the form says.
        let mut inside = browser(&town, find(&crowd, "official_in"));
        for to in ["350000000000", "350200000000", "440000000000", "350102999999", "x"] {
            let fields = [
                ("role", "staff"),
                ("to", to),
                ("login", "crony"),
                ("name", "周小满"),
                ("until", "2026-12-01"),
                ("reason", "because"),
            ];
            let seen = inside.post("/gov/roles", &fields).await;
            assert_ne!(seen.status, StatusCode::OK, "{to}");
        }
        assert_eq!(grants().await, held);
    })
    .await;
}
