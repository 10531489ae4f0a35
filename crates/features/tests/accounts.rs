//! What must hold of accounts, codes, sessions and passwords, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::sync::atomic::Ordering;

use common::{LastText, World, code, each_engine, holds, minutes};
use features::accounts::{self, InboxSender};
use kernel::{Kind, Micros, Phone, Role};

const PHONE: &str = "13805910021";
const GULOU: &str = "350102000000";

fn phone(text: &str) -> Phone {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_code_signs_in_once_and_the_phone_keeps_its_account() {
    each_engine(async |w: World| {
        let (texts, phone) = (LastText::default(), phone(PHONE));
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        let session = accounts::verify_code(&w.store, &phone, &texts.code(), "a").await.unwrap();
        let again = accounts::verify_code(&w.store, &phone, &texts.code(), "a").await;
        assert_eq!(code(again), "session.code_expired");
        assert_eq!(w.sign_in(PHONE).await.account, session.account);
        for line in w.dump().await {
            assert!(!holds(&line, PHONE) && !holds(&line, &session.token), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_hands_with_one_code_open_one_session() {
    each_engine(async |w: World| {
        let (texts, phone) = (LastText::default(), phone(PHONE));
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        let code = texts.code();
        let (a, b) = tokio::join!(
            accounts::verify_code(&w.store, &phone, &code, "a"),
            accounts::verify_code(&w.store, &phone, &code, "b"),
        );
        assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_code_expires() {
    each_engine(async |w: World| {
        let (texts, phone) = (LastText::default(), phone(PHONE));
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        w.clock.advance(minutes(5));
        let late = accounts::verify_code(&w.store, &phone, &texts.code(), "a").await;
        assert_eq!(code(late), "session.code_expired");
    })
    .await;
}

#[tokio::test]
async fn five_wrong_guesses_spend_a_code() {
    each_engine(async |w: World| {
        let (texts, phone) = (LastText::default(), phone(PHONE));
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        let right = texts.code();
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            let guess = accounts::verify_code(&w.store, &phone, wrong, "a").await;
            assert_eq!(code(guess), "session.code_wrong");
        }
        for guess in [wrong, &right] {
            let sixth = accounts::verify_code(&w.store, &phone, guess, "a").await;
            assert_eq!(code(sixth), "session.too_many");
        }
        w.clock.advance(minutes(1));
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        accounts::verify_code(&w.store, &phone, &texts.code(), "a").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn codes_are_sent_once_a_minute_and_ten_times_a_day() {
    each_engine(async |w: World| {
        let (texts, phone) = (LastText::default(), phone(PHONE));
        for _ in 0..10 {
            accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
            let soon = accounts::request_code(&w.store, &texts, &phone, "a").await;
            assert_eq!(code(soon), "session.too_many");
            w.clock.advance(minutes(1));
        }
        let eleventh = accounts::request_code(&w.store, &texts, &phone, "a").await;
        assert_eq!(code(eleventh), "session.too_many");
        w.clock.advance(Micros::DAY);
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_text_that_failed_can_be_asked_for_again_at_once() {
    each_engine(async |w: World| {
        let (texts, phone) = (InboxSender::new(w.store.clone()), phone(PHONE));
        texts.fail_next.store(1, Ordering::SeqCst);
        let failed = accounts::request_code(&w.store, &texts, &phone, "a").await;
        assert_eq!(failed.unwrap_err().kind, Kind::Unavailable);
        accounts::request_code(&w.store, &texts, &phone, "a").await.unwrap();
        let inbox = accounts::inbox_messages(&w.store, &phone).await.unwrap();
        let [(_, template, values)] = inbox.as_slice() else { panic!("one message") };
        assert_eq!(template, "code");
        accounts::verify_code(&w.store, &phone, values["code"].as_str().unwrap(), "a").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_ended_and_in_time() {
    each_engine(async |w: World| {
        let (one, two) = (w.token(PHONE).await, w.token(PHONE).await);
        let (here, other) = (w.here(&one).await, w.sign_in("13805910022").await);
        assert_eq!(accounts::sessions(&w.store, here.account).await.unwrap().len(), 2);

        let foreign = accounts::end_session(&w.store, other.account, &here.session_id).await;
        assert_eq!(code(foreign), "not_found");
        accounts::end_session(&w.store, here.account, &here.session_id).await.unwrap();
        assert!(accounts::actor_of(&w.store, &one).await.unwrap().is_none());
        assert_eq!(code(accounts::end_session(&w.store, here.account, &here.session_id).await), "not_found");

        accounts::sign_out(&w.store, &two).await.unwrap();
        assert!(accounts::actor_of(&w.store, &two).await.unwrap().is_none());
        assert!(accounts::sessions(&w.store, here.account).await.unwrap().is_empty());

        let three = w.token(PHONE).await;
        w.clock.advance(30 * Micros::DAY - 1);
        assert!(accounts::actor_of(&w.store, &three).await.unwrap().is_some());
        w.clock.advance(1);
        assert!(accounts::actor_of(&w.store, &three).await.unwrap().is_none());
        assert!(accounts::actor_of(&w.store, "").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_first_two_officials_are_made_by_token_and_no_third() {
    each_engine(async |w: World| {
        let region = "350100000000".parse().unwrap();
        let old = accounts::first_official_token(&w.store).await.unwrap().unwrap();
        let token = accounts::first_official_token(&w.store).await.unwrap().unwrap();
        let setup = async |token: &str, login: &str, password: &str| {
            accounts::setup_official(&w.store, token, login, password, region).await
        };
        assert_eq!(code(setup(&old, "chen.min", "a long password").await), "staff.token_wrong");
        assert_eq!(code(setup(&token, "陈敏", "a long password").await), "staff.login_format");
        assert_eq!(code(setup(&token, "chen.min", "short").await), "staff.password_weak");
        setup(&token, "chen.min", "a long password").await.unwrap();
        assert_eq!(code(setup(&token, "another", "a long password").await), "staff.token_wrong");
        let second = accounts::first_official_token(&w.store).await.unwrap().unwrap();
        setup(&second, "second", "a long password").await.unwrap();
        assert_eq!(accounts::first_official_token(&w.store).await.unwrap(), None, "two are enough");

        let token = w.office_token("Chen.Min", "a long password").await;
        assert_eq!(w.here(&token).await.actor.grants()[0].role(), Role::Official);
    })
    .await;
}

#[tokio::test]
async fn passwords_are_tried_ten_times_in_a_quarter_of_an_hour() {
    each_engine(async |w: World| {
        w.official(GULOU).await;
        for login in ["first.official", "nobody"] {
            for _ in 0..10 {
                let wrong = accounts::staff_sign_in(&w.store, login, "not the password", "a").await;
                assert_eq!(code(wrong), "session.password_wrong");
            }
        }
        let right = accounts::staff_sign_in(&w.store, "first.official", "correct horse battery", "a").await;
        assert_eq!(code(right), "session.too_many");
        w.clock.advance(minutes(15));
        // Whoever knows the password may sign in as often as they like.
        for _ in 0..12 {
            accounts::staff_sign_in(&w.store, "first.official", "correct horse battery", "a").await.unwrap();
        }
        for hostile in ["first\0official", "", &"a".repeat(100_000), "first official"] {
            let refused = accounts::staff_sign_in(&w.store, hostile, "not the password", "a").await;
            assert_eq!(code(refused), "session.password_wrong");
        }
    })
    .await;
}
