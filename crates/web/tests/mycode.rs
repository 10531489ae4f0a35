//! My code over the pages: certified by a phone, read at a desk, given on paper.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../../features/tests/common/mod.rs"]
mod common;
#[path = "../../features/tests/town/mod.rs"]
mod town;

mod browsing;

use browsing::{Browser, Town};
use codes::{Certificate, Code, Secret, prove, step_of};
use common::{PASSWORD, each_engine};
use features::workers::{self, EraseReason};
use kernel::{Micros, Role};
use serde_json::Value;
use town::GULOU;

const PHONE: &str = "13805910061";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

async fn json(browser: &mut Browser<'_>, path: &str) -> Value {
    serde_json::from_str(&browser.get(path).await.html).unwrap()
}

#[tokio::test]
async fn a_phone_is_certified_its_code_read_once_and_a_card_does_the_same() {
    each_engine(async |world| {
        let town = Town::new(world.clone());
        let mut stranger = town.browser();
        assert_eq!(json(&mut stranger, "/me/code/state").await["state"], "visitor");
        assert!(stranger.get("/me/code").await.html.contains("next=%2Fme%2Fcode"));
        let (_, own) = town::worker(&world, PHONE).await;
        let mut phone = town.browser();
        phone.cookies.insert("sid".into(), world.token_again(PHONE).await);

        // The page that is kept has nothing of its reader, and asks nobody else for anything.
        let shell = phone.get("/me/code/shell").await.html;
        assert!(!shell.contains("csrf") && !shell.contains("林*英") && shell.contains("data-qr"));
        let state = json(&mut phone, "/me/code/state").await;
        assert_eq!(
            (state["state"].as_str(), state["live"].as_array().map(Vec::len)),
            (Some("worker"), Some(0))
        );
        phone.csrf = state["csrf"].as_str().unwrap().to_owned();
        let secret = Secret::read(&[2; 32]).unwrap();
        let challenge = state["challenge"].as_str().unwrap();
        let (key, proof) = (hex(secret.public().bytes()), hex(&prove(&secret, challenge).bytes()));
        let fields = [("challenge", challenge), ("key", key.as_str()), ("proof", proof.as_str())];
        assert_eq!(phone.post_with("/me/code/certify", "", &fields).await.status.as_u16(), 403);
        let wrong = [("challenge", challenge), ("key", key.as_str()), ("proof", "zz")];
        assert_eq!(phone.post("/me/code/certify", &wrong).await.status.as_u16(), 422);
        let made: Value = serde_json::from_str(&phone.post("/me/code/certify", &fields).await.html).unwrap();
        let text = made["certificate"].as_str().unwrap();
        let bytes: Vec<u8> =
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        let certificate = Certificate::read(&bytes.try_into().unwrap()).unwrap();
        assert_eq!(certificate.until().0, made["until"].as_i64().unwrap() * 1000);
        assert_eq!(json(&mut phone, "/me/code/state").await["live"][0], made["code_id"]);

        // What readers keep is public and may be kept.
        let keys = json(&mut stranger, "/codes/keys.json").await;
        assert_eq!(keys["keys"][0]["id"], hex(&certificate.node));
        assert_eq!(json(&mut stranger, "/codes/revoked.json").await["revoked"], serde_json::json!([]));
        let worker = stranger.get("/code-sw.js").await.html;
        assert!(!worker.contains("FILES\"]") && worker.contains("/mycode.js") && !worker.contains("VERSION"));

        // A clerk scans it: the person, masked; and a second time why not.
        world.official("350000000000").await;
        world.appoint("clerk.one", Role::Staff, GULOU).await;
        let mut desk = town.browser();
        desk.cookies.insert("sid".into(), world.office_token("clerk.one", PASSWORD).await);
        let form = desk.get("/gov/arrive").await;
        let first = form.value("key");
        let code = Code::sign(certificate, step_of(world.store.now()), &secret).text();
        let seen = desk.post("/gov/arrive", &[("text", &code), ("key", &first)]).await;
        assert_eq!(seen.status.as_u16(), 200, "{}", seen.html);
        assert!(seen.html.contains("林*英") && seen.html.contains(&format!("/gov/people/{own}")));
        let again = desk.post("/gov/arrive", &[("text", &code), ("key", &first)]).await;
        assert!(again.status.as_u16() == 200 && again.html.contains("林*英"), "sent twice");
        let key = seen.value("key");
        let late = desk.post("/gov/arrive", &[("text", &code), ("key", &key)]).await;
        assert_eq!(late.status.as_u16(), 422);
        for said in ["已经用过了", "今天", "窗口", "鼓楼区"] {
            assert!(late.html.contains(said), "{said}: {}", late.html);
        }
        assert!(!late.html.contains("林*英"));
        assert!(phone.get("/me/code").await.html.contains("鼓楼区"), "told to the person");
        let seen = desk.post("/gov/arrive", &[("text", "https://evil.example"), ("key", &key)]).await;
        assert!(seen.status.as_u16() == 422 && seen.html.contains("不是我们的码"));

        // A card: typed twice, printed, read with its PIN.
        let person = format!("/gov/people/{own}");
        let card = desk.get(&person).await.value("card");
        let differ = [("card", card.as_str()), ("pin", "402913"), ("pin_again", "402914")];
        assert!(desk.post(&format!("{person}/card"), &differ).await.html.contains("两遍"));
        let weak = [("card", card.as_str()), ("pin", "123456"), ("pin_again", "123456")];
        assert!(desk.post(&format!("{person}/card"), &weak).await.html.contains("太容易猜"));
        let same = [("card", card.as_str()), ("pin", "402913"), ("pin_again", "402913")];
        for _ in 0..2 {
            let given = desk.post(&format!("{person}/card"), &same).await;
            assert_eq!(given.location, format!("{person}/card?done=card_given"));
        }
        let print = desk.get(&format!("{person}/card")).await.html;
        let number: String =
            print.split("number\">").nth(1).unwrap().chars().take(14).filter(char::is_ascii_digit).collect();
        assert!(number.len() == 12 && !print.contains("402913"));
        let asked = desk.post("/gov/arrive", &[("text", &number), ("key", &key)]).await;
        assert!(asked.status.as_u16() == 422 && asked.html.contains(&number));
        let fields = [("text", number.as_str()), ("key", key.as_str()), ("pin", "402914")];
        assert!(desk.post("/gov/arrive", &fields).await.html.contains("卡号或密码不对"));
        let fields = [("text", number.as_str()), ("key", key.as_str()), ("pin", "402913")];
        assert!(desk.post("/gov/arrive", &fields).await.html.contains("林*英"));

        // Stopped by its owner, the phone is at once no more.
        let page = phone.get("/me/code").await.html;
        let stop = page.split("/me/code/phones/").nth(1).unwrap().split('"').next().unwrap();
        let stopped = phone.post(&format!("/me/code/phones/{stop}"), &[]).await;
        assert_eq!(stopped.location, "/me/code?done=phone_revoked");
        world.clock.advance(31 * Micros::SECOND);
        let code = Code::sign(certificate, step_of(world.store.now()), &secret).text();
        let seen = desk.post("/gov/arrive", &[("text", &code), ("key", &key)]).await;
        assert!(seen.html.contains("已经停用"));
        assert_eq!(json(&mut phone, "/me/code/state").await["live"], serde_json::json!([]));

        // Somebody erased is nobody.
        let me = world.here(&phone.cookies["sid"]).await;
        workers::erase(&world.store, &me.actor, own, EraseReason::Request).await.unwrap();
        let seen = desk.post("/gov/arrive", &[("text", &code), ("key", &key)]).await;
        assert!(seen.status.as_u16() == 422 && seen.html.contains("找不到人"));
        assert_eq!(json(&mut phone, "/me/code/state").await["state"], "visitor");
    })
    .await;
}
