//! A résumé as its people meet it: written in a form that loses nothing, seen by an employer as far as things have come, and
//! the same on paper.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;

mod browsing;

use std::io::Write as _;
use std::process::{Command, Stdio};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use browsing::{Browser, Town, open_job};
use common::each_engine;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

const PHONE: &str = "13800000009";

fn fields<'a>(base: &'a str, headline: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("step", "save"),
        ("base", base),
        ("headline", headline),
        ("can", "切菜快\n会开电动三轮"),
        ("has", "own_tools"),
        ("work_title", "后厨帮工"),
        ("work_place", "三坊老店"),
        ("work_from", "2019-05"),
        ("work_to", ""),
        ("work_text", "找林秀英打 138 0000 0009"),
        ("languages", "普通话、福州话"),
        ("words", "白天都有空"),
    ]
}

/// A file as it comes, and what stands on it; nothing of the latter where there is no poppler and none is asked for.
async fn paper(who: &Browser<'_>, path: &str) -> (StatusCode, Option<String>) {
    let cookies: Vec<String> = who.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::get(path).header(header::COOKIE, cookies.join("; ")).body(Body::empty()).unwrap();
    let response = who.town.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    if status != StatusCode::OK {
        return (status, None);
    }
    let head = |name| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(head(header::CONTENT_TYPE), "application/pdf");
    assert_eq!(head(header::CACHE_CONTROL), "no-store");
    assert!(head(header::CONTENT_DISPOSITION).starts_with("attachment"));
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    assert!(bytes.starts_with(b"%PDF-"));
    let child =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("BANYAN_TEST_REQUIRED").is_none(), "pdftotext of poppler-utils is required");
        return (status, None);
    };
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let out = child.wait_with_output().unwrap();
    (status, Some(String::from_utf8(out.stdout).unwrap().split_whitespace().collect()))
}

#[tokio::test]
async fn the_form_loses_nothing_and_two_tabs_do_not_write_over_each_other() {
    each_engine(async |world| {
        let town = Town::new(world);
        let mut lin = town.browser();
        lin.register(PHONE, &[("has", "own_tools")]).await;
        assert!(lin.get("/me/resume").await.html.contains("按登记里说的"));
        let form = lin.get("/me/resume/edit").await;
        assert_eq!(form.value("base"), "");

        // What is wrong is said beside its field, and everything comes back as it was typed.
        let long = "长".repeat(10_000);
        for (name, value, said) in [
            ("headline", long.as_str(), "err-headline"),
            ("work_text", long.as_str(), "err-work_text-1"),
            ("work_from", "2019-13", "err-work_from-1"),
            ("work_to", "2018-01", "err-work_to-1"),
            ("work_to", "2099-01", "err-work_to-1"),
            ("work_title", "", "err-work_title-1"),
            ("languages", long.as_str(), "err-languages"),
        ] {
            let mut sent = fields("", "后厨八年");
            sent.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
            let seen = lin.post("/me/resume", &sent).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(seen.html.contains(&format!("id=\"{said}\"")), "{name}: {said}");
            assert!(seen.html.contains("白天都有空") && seen.html.contains("三坊老店"), "{name}");
            assert!(value.is_empty() || seen.html.contains(value), "{name} comes back");
        }
        assert!(lin.get("/me/resume/versions").await.html.contains("还没存过"));
        // Buttons that add and drop a row keep the rest and save nothing.
        let mut sent = fields("", "后厨八年");
        sent[0] = ("step", "more_work");
        let seen = lin.post("/me/resume", &sent).await;
        assert!(
            seen.status == StatusCode::OK && seen.html.contains("work-2") && seen.html.contains("三坊老店")
        );
        sent[0] = ("step", "drop_work_1");
        let seen = lin.post("/me/resume", &sent).await;
        assert!(!seen.html.contains("三坊老店") && seen.html.contains("白天都有空"));

        let saved = lin.post("/me/resume", &fields("", "后厨八年")).await;
        assert_eq!(saved.location, "/me/resume?done=resume_saved", "{}", saved.html);
        let page = lin.get("/me/resume").await.html;
        for words in
            ["林秀英", PHONE, "后厨八年", "三坊老店", "2019年5月到现在", "自带工具", "普通话、福州话"]
        {
            assert!(page.contains(words), "{words}");
        }

        // Two tabs, both opened now.
        let first = lin.get("/me/resume/edit").await.value("base");
        town.world.clock.advance(common::minutes(5));
        assert_eq!(lin.post("/me/resume", &fields(&first, "第一页")).await.status, StatusCode::SEE_OTHER);
        let late = lin.post("/me/resume", &fields(&first, "第二页")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.html.contains("简历刚在别处改过") && late.html.contains("第二页"), "{}", late.html);
        assert!(lin.get("/me/resume").await.html.contains("第一页"));
        town.world.clock.advance(common::minutes(5));
        let base = late.value("base");
        assert_eq!(lin.post("/me/resume", &fields(&base, "第二页")).await.status, StatusCode::SEE_OTHER);
        assert!(lin.get("/me/resume").await.html.contains("第二页"));

        // All three are there, can be compared, and gone back to.
        let list = lin.get("/me/resume/versions").await.html;
        assert!(["第 1 份", "第 2 份", "第 3 份"].iter().all(|words| list.contains(words)), "{list}");
        let ids: Vec<&str> = list.split("<option value=\"").skip(1).map(|rest| &rest[..36]).take(3).collect();
        let two = lin.get(&format!("/me/resume/versions?a={}&b={}", ids[2], ids[0])).await.html;
        assert!(two.contains("后厨八年") && two.contains("第二页") && !two.contains("三坊老店"), "{two}");
        let old = lin.get(&format!("/me/resume/versions/{}", ids[2])).await;
        assert!(old.html.contains("后厨八年") && old.html.contains("/restore"));
        let stale = lin.post(&format!("/me/resume/versions/{}/restore", ids[2]), &[("base", ids[1])]).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.html.contains("简历刚在别处改过"));
        let back = lin.post(&format!("/me/resume/versions/{}/restore", ids[2]), &[("base", ids[0])]).await;
        assert_eq!(back.location, "/me/resume?done=resume_restored");
        assert!(lin.get("/me/resume").await.html.contains("后厨八年"));
        // Nobody else's business.
        let mut other = town.browser();
        other.register("13800000008", &[]).await;
        for path in ["", "/pdf"].map(|end| format!("/me/resume/versions/{}{end}", ids[0])) {
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_employer_sees_it_on_the_page_and_on_paper_as_far_as_things_have_come() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut lin, mut rival) = (town.browser(), town.browser(), town.browser());
        let candidates = open_job(&town, &mut boss).await;
        lin.register(PHONE, &[]).await;
        assert_eq!(lin.post("/me/resume", &fields("", "后厨八年")).await.status, StatusCode::SEE_OTHER);
        let job = candidates.replace("/employer", "");
        let mine = lin.post(&format!("{job}/apply"), &[]).await.location.replace("?done=applied", "");
        let theirs = mine.replace("/applications", "/employer/applications");
        let (page, file) = (format!("{theirs}/resume"), format!("{theirs}/resume.pdf"));
        assert!(boss.get(&candidates).await.html.contains(&page));
        assert!(lin.get(&mine).await.html.contains("老板看到的我的简历"));

        let covered = |text: &str| {
            for words in ["林秀英", "秀英", PHONE, "13800000009", "138 0000 0009"] {
                assert!(!text.contains(words), "{words}: {text}");
            }
            assert!(text.contains("姓林的求职者") && text.contains("三坊老店"), "{text}");
        };
        for step in ["", "shortlist", "offer"] {
            if !step.is_empty() {
                assert!(boss.post(&format!("{theirs}/{step}"), &[]).await.status.is_redirection());
            }
            covered(&boss.get(&page).await.html);
            let (status, text) = paper(&boss, &file).await;
            assert_eq!(status, StatusCode::OK);
            text.iter().for_each(|text| covered(text));
        }
        // As its owner is told it is.
        covered(&lin.get("/me/resume?as=employer").await.html);
        paper(&lin, "/me/resume.pdf?as=employer").await.1.iter().for_each(|text| covered(text));
        if let Some(text) = paper(&lin, "/me/resume.pdf").await.1 {
            assert!(text.contains("林秀英") && text.contains(PHONE) && text.contains("后厨帮工"), "{text}");
        }
        rival.sign_in("13800000002", "/").await;
        rival.become_household("王大力").await;
        for path in [&page, &file] {
            assert_eq!(rival.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(lin.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }

        assert!(lin.post(&format!("{mine}/accept"), &[]).await.status.is_redirection());
        let hired = boss.get(&page).await.html;
        assert!(
            hired.contains("林秀英") && hired.contains(PHONE) && hired.contains("138 0000 0009"),
            "{hired}"
        );
        assert!(!hired.contains("/offer"));
        if let Some(text) = paper(&boss, &file).await.1 {
            assert!(text.contains("林秀英") && text.contains(PHONE), "{text}");
        }
        // The hire is on record and stands in the résumé by itself.
        let own = lin.get("/me/resume").await.html;
        assert!(own.contains("榕工有记录") && own.contains("搬家帮手"), "{own}");
        assert!(lin.get("/me/resume/edit").await.html.contains("搬家帮手"));
    })
    .await;
}

#[tokio::test]
async fn once_it_is_over_the_resume_has_gone_back() {
    each_engine(async |world| {
        let town = Town::new(world);
        let (mut boss, mut lin) = (town.browser(), town.browser());
        let job = open_job(&town, &mut boss).await.replace("/employer", "");
        lin.register(PHONE, &[]).await;
        let mine = lin.post(&format!("{job}/apply"), &[]).await.location.replace("?done=applied", "");
        let page = format!("{}/resume", mine.replace("/applications", "/employer/applications"));
        // Nothing written: what is registered, covered like the rest.
        let seen = boss.get(&page).await;
        assert!(seen.status == StatusCode::OK && seen.html.contains("按登记里说的"), "{}", seen.html);
        assert!(lin.post(&format!("{mine}/withdraw"), &[]).await.status.is_redirection());
        for path in [page.clone(), format!("{page}.pdf")] {
            let seen = boss.get(&path).await;
            assert_eq!(seen.status, StatusCode::GONE, "{path}");
            assert!(seen.html.contains("简历已经收回了") && !seen.html.contains("林秀英"), "{}", seen.html);
        }
    })
    .await;
}
