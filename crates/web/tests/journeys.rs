//! People at work with the site, each with a browser of their own: the main job from posting to hire, and what must
//! never happen on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use browsing::{Town, VILLAGE, job_fields, occupation, open_job};
use common::each_engine;
use scraper::{Html, Selector};
use tower::ServiceExt as _;

#[tokio::test(flavor = "multi_thread")]
async fn from_posting_to_hire() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut worker) = (town.browser(), town.browser());
        let candidates = open_job(&town, &mut boss).await;
        let job = candidates.replace("/employer", "");

        let far = worker.get("/").await.html;
        assert!(
            far.contains(&job) && !far.contains("走路") && !far.contains("离你"),
            "measured from nowhere: {far}"
        );
        worker.get("/place").await;
        assert_eq!(worker.post("/place", &[("region", VILLAGE)]).await.location, "/?done=place_set");
        let home = worker.get("/").await;
        assert!(home.html.contains(&job) && home.html.contains("搬家帮手"), "{}", home.html);
        assert!(home.html.contains("走路") && home.html.contains("离你最近"), "{}", home.html);
        assert!(worker.get("/?f=long_term").await.html.find(&job).is_none());
        let seen = worker.get(&job).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(
            !seen.html.contains("一单元门口") && seen.html.contains("门牌定了人才告诉你"),
            "{}",
            seen.html
        );
        assert!(boss.get(&job).await.html.contains("一单元门口"), "whose door it is reads it");

        let door = worker.post(&format!("{job}/apply"), &[]).await;
        assert_eq!(door.status, StatusCode::SEE_OTHER);
        assert_eq!(door.location, format!("/sign-in?next={}", job.replace('/', "%2F")));
        // A look at the sample's texts on the way, and asking twice, lose nothing.
        worker.get(&door.location).await;
        let sent = worker.post("/sign-in", &[("phone", "13900000002"), ("next", &job)]).await;
        worker.get(&sent.location).await;
        let inbox = worker.get("/inbox").await.html;
        assert!(inbox.contains(&format!("/sign-in/code?next={}", job.replace('/', "%2F"))), "{inbox}");
        assert_eq!(worker.get("/sign-in/code").await.value("next"), job);
        let again = worker.post("/sign-in", &[("phone", "13900000002"), ("next", &job)]).await;
        assert!(again.location.ends_with("done=code_holds"), "{} {}", again.location, again.html);
        assert!(worker.get(&again.location).await.html.contains("刚才发的数字还能用"));
        let code = town.texts.code();
        let done = worker.post("/sign-in/code", &[("code", &code), ("next", &job)]).await;
        assert_eq!(done.location, format!("{job}?done=signed_in"));
        worker.get(&job).await;
        let unnamed = worker.post(&format!("{job}/apply"), &[("name", "")]).await;
        assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
        let applied = worker.post(&format!("{job}/apply"), &[("name", "林秀英")]).await;
        assert!(applied.location.ends_with("?done=applied"), "{} {}", applied.location, applied.html);
        let again = worker.post(&format!("{job}/apply"), &[]).await;
        assert_eq!(again.location, applied.location, "a second tap finds the first application");
        let mine = applied.location.trim_end_matches("?done=applied").to_owned();
        let theirs = mine.replace("/applications", "/employer/applications");

        town.settle().await;
        let before = boss.get(&candidates).await;
        assert!(before.html.contains("林*英"), "{}", before.html);
        assert!(!before.html.contains("林秀英") && !before.html.contains("13900000002"));
        assert!(boss.get("/messages").await.html.contains("林*英"));
        let offered = boss.post(&format!("{theirs}/offer"), &[]).await;
        assert_eq!(offered.location, format!("{candidates}?done=offered"));
        town.settle().await;

        let told = worker.get("/messages").await;
        assert!(told.html.contains(&mine), "{}", told.html);
        for path in [&mine, &job] {
            let seen = worker.get(path).await.html;
            assert!(!seen.contains("13800000001") && !seen.contains("一单元门口"), "{path} before the hire");
        }
        for _ in 0..2 {
            let hired = worker.post(&format!("{mine}/accept"), &[]).await;
            assert_eq!(hired.location, format!("{mine}?done=accepted"));
        }
        assert!(worker.get(&mine).await.html.contains("13800000001"));
        for path in [&mine, &job] {
            assert!(worker.get(path).await.html.contains("一单元门口"), "{path} after the hire");
        }
        let after = boss.get(&candidates).await;
        assert!(after.html.contains("林秀英") && after.html.contains("13900000002"), "{}", after.html);
        let edit = format!("{candidates}/edit");
        assert!(!after.html.contains(&edit) && after.html.contains("照这个再发一个"), "a filled job stays");
        town.settle().await;
        assert!(!worker.get("/").await.html.contains(&job), "a filled job is no longer offered");
        assert!(worker.get("/me/resume").await.html.contains("搬家帮手"));
        let (history, me) = (boss.get(&format!("{candidates}/history")).await, worker.get("/me").await);
        assert_eq!((history.status, me.status), (StatusCode::OK, StatusCode::OK));
        assert_eq!(worker.post("/messages/read", &[]).await.location, "/messages?done=messages_read");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_others_does_not_exist() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut worker, mut other) = (town.browser(), town.browser(), town.browser());
        let candidates = open_job(&town, &mut boss).await;
        let job = candidates.replace("/employer", "");
        worker.sign_in("13900000002", "/").await;
        let applied = worker.post(&format!("{job}/apply"), &[("name", "林秀英")]).await;
        let mine = applied.location.trim_end_matches("?done=applied").to_owned();
        let theirs = mine.replace("/applications", "/employer/applications");
        other.sign_in("13700000003", "/").await;
        other.become_household("王大力").await;
        for path in [&mine, &candidates, &format!("{candidates}/edit"), &format!("{candidates}/history")] {
            assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let key = candidates.rsplit('/').next().unwrap();
        let code = occupation();
        for (path, fields) in [
            (format!("{mine}/accept"), vec![]),
            (format!("{mine}/withdraw"), vec![]),
            (format!("{mine}/decline"), vec![("reason", "time")]),
            (format!("{theirs}/offer"), vec![]),
            (format!("{theirs}/shortlist"), vec![]),
            (format!("{theirs}/refuse"), vec![("reason", "time")]),
            (format!("{candidates}/close"), vec![]),
            (format!("{candidates}/submit"), vec![]),
            (format!("{candidates}/edit"), job_fields("2", &code, "save")),
            ("/employer/jobs/new".to_owned(), job_fields(key, &code, "publish")),
        ] {
            assert_eq!(other.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/jobs/x", "/applications/0", "/me/sessions/x/end"] {
            let seen =
                if path.ends_with("end") { other.post(path, &[]).await } else { other.get(path).await };
            assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_does_nothing_and_a_stranger_is_shown_the_door() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut stranger) = (town.browser(), town.browser());
        let candidates = open_job(&town, &mut boss).await;
        for csrf in ["", "00", &"0".repeat(64)] {
            let seen = boss.post_with(&format!("{candidates}/close"), csrf, &[]).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN);
            assert!(seen.html.contains("csrf"));
        }
        assert!(boss.get(&candidates).await.html.contains("/close"), "the job is still open");
        stranger.get("/").await;
        for path in ["/employer", "/employer/jobs/new", "/me/register", "/me/resume", &candidates] {
            let seen = stranger.get(path).await;
            assert_eq!(seen.status, StatusCode::SEE_OTHER, "{path}");
            assert!(seen.location.starts_with("/sign-in?next=%2F"), "{path} {}", seen.location);
        }
        let close = stranger.post(&format!("{candidates}/close"), &[]).await;
        assert_eq!((close.status, close.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=%2F"));
        for path in ["/", "/me", "/messages", "/place", "/sign-in"] {
            assert_eq!(stranger.get(path).await.status, StatusCode::OK, "{path}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_come_back_as_they_were_typed() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut boss = town.browser();
        boss.sign_in("13800000001", "/").await;
        let bad =
            boss.post("/employer/new", &[("step", "save"), ("kind", "company"), ("name", "好再来")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.html.contains("好再来"));
        boss.become_household("陈小明").await;
        let key = boss.get("/employer/jobs/new").await.value("key");
        for (name, value) in
            [("pay_amount", "-1"), ("openings", "0"), ("date_1", "2026-02-30"), ("title", " ")]
        {
            let code = occupation();
            let mut fields = job_fields(&key, &code, "publish");
            for field in fields.iter_mut().filter(|field| field.0 == name) {
                field.1 = value;
            }
            let seen = boss.post("/employer/jobs/new", &fields).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert_eq!((seen.value(name), seen.value("key")), (value.to_owned(), key.clone()), "{name}");
            assert!(seen.html.contains("一单元门口"), "{name}");
        }
        // Who only has a household to look after begins there.
        town.world.clock.advance(common::minutes(2));
        let mut again = town.browser();
        again.get("/sign-in").await;
        let sent = again.post("/sign-in", &[("phone", "13800000001"), ("next", "/")]).await;
        again.get(&sent.location).await;
        let done = again.post("/sign-in/code", &[("code", &town.texts.code()), ("next", "/")]).await;
        assert_eq!(done.location, "/employer?done=signed_in");
        let looked = boss.post("/employer/jobs/new", &job_fields(&key, "", "find_occupation")).await;
        assert_eq!(looked.status, StatusCode::OK);
        assert!(looked.html.contains("name=\"occupation\""));
        let mut odd = job_fields(&key, "", "find_occupation");
        odd[0].1 = "qwrtzx";
        let nothing = boss.post("/employer/jobs/new", &odd).await.html;
        assert!(nothing.contains("「qwrtzx」没归上类") && !nothing.contains("name=\"occupation\""));
        let other = boss.post("/employer/jobs/new", &[&odd[..], &[("occupation_q", "洗碗")]].concat()).await;
        assert!(other.html.contains("name=\"occupation\""), "another word finds it");

        let form =
            [("step", "save"), ("wants", "gig"), ("name", "陈小明"), ("region", VILLAGE), ("slot", "3")];
        let more =
            [("occupation", "4-01-02-01"), ("reach", "3km"), ("pay_unit", "day"), ("pay_amount", "200")];
        let fields: Vec<_> = form.into_iter().chain(more).chain([("skills", "搬家、开叉车")]).collect();
        let wrong = boss.post("/me/register", &[&fields[..], &[("id_number", "123")]].concat()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("搬家、开叉车"));
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(n, v)| if n == "occupation" { (n, occupation()) } else { (n, v.to_owned()) })
            .collect();
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(boss.post("/me/register", &fields).await.location, "/me?done=saved");
        assert!(boss.get("/me/register").await.html.contains("搬家、开叉车"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_holds() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut visitor = town.browser();
        visitor.cookies.insert("sid".into(), "forged".into());
        assert_eq!(visitor.get("/").await.status, StatusCode::OK);
        assert!(!visitor.cookies.contains_key("sid"), "a forged session is taken away");

        let long = "a".repeat(300 * 1024);
        assert_eq!(visitor.post("/lang", &[("back", &long)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(visitor.post("/lang", &[("lang", "en"), ("back", "//evil.example")]).await.location, "/");
        assert!(visitor.get("/").await.html.contains("lang=\"en\""));
        assert_eq!(
            visitor.post("/sign-in", &[("phone", "12")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(visitor.get("/nowhere").await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(visitor.get("/?after=nonsense&q=%00").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let answer =
            town.router.clone().oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        let headers = answer.headers();
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");

        town.app.ready.store(false, Ordering::Release);
        assert_eq!(visitor.get("/").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(visitor.get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        town.app.ready.store(true, Ordering::Release);
        let health = visitor.get("/healthz").await.html;
        assert!(health.starts_with("ok\nindex_jobs=") && health.ends_with("index_lag=0\n"), "{health}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ended_elsewhere_is_over() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut phone, mut kiosk) = (town.browser(), town.browser());
        phone.sign_in("13900000002", "/").await;
        town.world.clock.advance(common::minutes(2));
        kiosk.sign_in("13900000002", "/").await;
        let mine = phone.get("/me").await;
        let page = Html::parse_document(&mine.html);
        let form = Selector::parse("form[action^='/me/sessions/']").unwrap();
        let action = page.select(&form).next().unwrap().value().attr("action").unwrap().to_owned();
        assert_eq!(phone.post(&action, &[]).await.location, "/me?done=session_ended");
        kiosk.get("/me").await;
        assert!(!kiosk.cookies.contains_key("sid"));
        assert_eq!(phone.post("/sign-out", &[]).await.location, "/");
        assert!(!phone.cookies.contains_key("sid"));
    })
    .await;
}

#[tokio::test]
async fn two_act_for_a_shop_and_one_of_them_for_a_household_as_well() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut hand) = (town.browser(), town.browser());
        boss.sign_in("13800000001", "/employer").await;
        let shop = [("step", "save"), ("kind", "sole_trader"), ("name", "阿珠理发"), ("region", VILLAGE)];
        assert_eq!(boss.post("/employer/new", &shop).await.status, StatusCode::SEE_OTHER);
        let about = boss.get("/employer/about").await;
        assert!(about.html.contains("阿珠理发") && !about.html.contains("/remove"), "{}", about.html);
        let wrong = boss.post("/employer/members", &[("phone", "1380")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        town.world.clock.advance(common::minutes(1));
        let asked = boss.post("/employer/members", &[("phone", "13800000007")]).await;
        assert_eq!(asked.location, "/employer/about?done=member_invited");

        hand.sign_in("13800000007", "/me").await;
        assert_eq!(hand.get("/employer").await.location, "/employer/new");
        let me = hand.get("/me").await.html;
        let invitation = me.split("/me/invitations/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let agreed = hand.post(&format!("/me/invitations/{invitation}"), &[("agree", "yes")]).await;
        assert_eq!(agreed.location, "/employer?done=member_agreed");
        assert!(hand.get("/employer").await.html.contains("阿珠理发"));

        hand.become_household("陈小明").await;
        let other = async |hand: &mut browsing::Browser<'_>| {
            let seen = hand.get("/employer/about").await.html;
            let after = seen.split("name=\"employer\" value=\"").nth(1).unwrap();
            after.split('"').next().unwrap().to_owned()
        };
        let (second, spoke_of) = (other(&mut hand).await, hand.get("/employer").await.html);
        assert!(!spoke_of.contains("阿珠理发"), "the pages speak of the one just registered");
        assert_eq!(hand.post("/employer/switch", &[("employer", &second)]).await.location, "/employer");
        let speaks_of = hand.get("/employer").await.html;
        assert_ne!(spoke_of.contains("阿珠理发"), speaks_of.contains("阿珠理发"));
        let first = other(&mut hand).await;
        let mut refused = 0;
        for employer in [&first, &second] {
            let answer = boss.post("/employer/switch", &[("employer", employer)]).await;
            refused += u8::from(answer.status == StatusCode::NOT_FOUND);
        }
        assert_eq!(refused, 1, "a household that is not theirs");

        let own = boss.get("/employer/about").await.html;
        let own = own.split("/employer/members/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let left = boss.post(&format!("/employer/members/{own}/remove"), &[]).await;
        assert_eq!(left.location, "/me?done=member_left");
        assert_eq!(boss.get("/employer").await.location, "/employer/new");
    })
    .await;
}

#[tokio::test]
async fn the_history_of_a_job_says_what_an_edit_changed() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut boss = town.browser();
        let candidates = open_job(&town, &mut boss).await;
        let (edit, code) = (format!("{candidates}/edit"), occupation());
        let version = boss.get(&edit).await.value("key");
        let mut fields = job_fields(&version, &code, "save");
        for field in &mut fields {
            match field.0 {
                "pay_amount" => field.1 = "35",
                "openings" => field.1 = "2",
                _ => {}
            }
        }
        let saved = boss.post(&edit, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
        let history = boss.get(&format!("{candidates}/history")).await.html;
        assert!(history.contains("改的是：工钱、人数"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn the_spot_of_a_home_is_said_kept_and_taken_back() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut lin = town.browser();
        lin.sign_in("13800000008", "/me").await;
        let work = occupation();
        let base = [
            ("step", "save"),
            ("wants", "gig"),
            ("name", "林秀英"),
            ("occupation", work.as_str()),
            ("slot", "3"),
            ("reach", "3km"),
            ("pay_unit", "hour"),
            ("pay_amount", "25"),
            ("region", VILLAGE),
        ];
        let kept = async |lin: &mut browsing::Browser<'_>, home: &[(&'static str, &'static str)]| {
            let fields: Vec<_> = base.iter().copied().chain(home.iter().copied()).collect();
            let done = lin.post("/me/register", &fields).await;
            if done.status != StatusCode::SEE_OTHER {
                return Err(done.html);
            }
            Ok(lin.get("/me/register").await.html.contains("value=\"keep\""))
        };
        assert_eq!(kept(&mut lin, &[("home", "none")]).await, Ok(false));
        let found = [("home", "found"), ("lon", "119.2963"), ("lat", "26.0745")];
        assert_eq!(kept(&mut lin, &found).await, Ok(true));
        let home = web::visitor::Place::read("119.2963,26.0745").unwrap().name;
        assert!(lin.get("/").await.html.contains(&home), "the list is that around the home");
        assert_eq!(kept(&mut lin, &[("home", "keep")]).await, Ok(true));
        let outside = [("home", "found"), ("lon", "116.4"), ("lat", "39.9")];
        assert!(kept(&mut lin, &outside).await.is_err());
        assert!(kept(&mut lin, &[("home", "found"), ("lon", "x"), ("lat", "")]).await.is_err());
        assert_eq!(kept(&mut lin, &[("home", "none")]).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn a_day_is_filled_at_once_and_the_list_shows_what_fits_first() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut lin) = (town.browser(), town.browser());
        let job = open_job(&town, &mut boss).await.replace("/employer", "");
        lin.register("13800000009", &[]).await;
        lin.get("/place").await;
        lin.post("/place", &[("region", VILLAGE)]).await;
        let best = lin.get("/?s=best&r=any").await.html;
        assert!(best.contains(&job) && best.contains("给你挑的"), "{best}");
        // Whoever is not signed in gets the list by distance.
        assert!(!town.browser().get("/?s=best&r=any").await.html.contains("给你挑的"));

        assert!(!boss.get("/employer").await.html.contains("/employer/crew"));
        lin.post(&format!("{job}/apply"), &[]).await;
        assert!(boss.get("/employer").await.html.contains("/employer/crew"));
        let crew = boss.get("/employer/crew").await;
        let ticked = crew.html.split("name=\"offer\" value=\"").nth(1).unwrap();
        assert!(ticked.split('>').next().unwrap().contains("checked"), "{ticked}");
        let offer = ticked.split('"').next().unwrap().to_owned();
        let nobody = boss.post("/employer/crew", &[]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = boss.post("/employer/crew", &[("offer", &offer)]).await;
        assert_eq!(sent.location, "/employer?done=crew");
        assert!(lin.get(&format!("/applications/{offer}")).await.html.contains("/accept"));
        let stranger = lin.post("/employer/crew", &[("offer", &offer)]).await;
        assert_eq!(stranger.location, "/employer/new");
    })
    .await;
}

#[tokio::test]
async fn an_official_stays_in_their_region_and_what_they_decide_is_told_by_name() {
    each_engine(async |world| {
        let town = Town::new(world);
        town.world.official("350100000000").await;
        let (mut desk, mut boss) = (town.browser(), town.browser());
        boss.sign_in("13800000001", "/employer").await;
        boss.become_household("陈小明").await;
        town.settle().await;
        desk.get("/staff/sign-in").await;
        let entered = desk
            .post("/staff/sign-in", &[("login", "first.official"), ("password", "correct horse battery")])
            .await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html);
        for (region, words, status) in [
            ("350100000000", "qwrtzx", StatusCode::OK),
            ("350200000000", "", StatusCode::FORBIDDEN),
            ("350200000000", "qwrtzx", StatusCode::FORBIDDEN),
        ] {
            for path in ["/gov/people", "/gov/people.csv"] {
                let seen = desk.get(&format!("{path}?region={region}&q={words}")).await;
                assert_eq!(seen.status, status, "{path} {region} {words}");
            }
        }

        // What the check came to is told by name.
        let list = desk.get("/gov/employers").await.html;
        let mut links = list.split("href=\"").filter_map(|rest| rest.split('"').next());
        let path = links.find(|link| link.starts_with("/gov/employers/")).unwrap().to_owned();
        let firm = desk.get(&path).await.html;
        let mut actions = firm.split("action=\"").filter_map(|rest| rest.split('"').next());
        let decide = actions.find(|action| action.contains("/decide")).unwrap();
        let decided = desk.post(decide, &[("verdict", "verified"), ("reason", "看过")]).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.html);
        town.settle().await;
        let told = boss.get("/messages").await.html;
        assert!(told.contains("陈小明核验通过了"), "{told}");
    })
    .await;
}
