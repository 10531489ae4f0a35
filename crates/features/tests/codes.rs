//! My code at counters, fairs and tills: what must hold of it, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use std::sync::Arc;

use codes::{Certificate, Code, Secret, prove, step_of};
use common::{World, code, each_engine, holds, minutes};
use features::{
    accounts::SignedIn,
    codes::{
        self as area, Arrival, CardId, Certified, Place, Proof, Reading, Surface, arrive, by_card, certify,
        challenge, issue_card, node_keys, phones, revoke, revoked, uses,
    },
    workers::{self, EraseReason},
};
use kernel::{Actor, Error, Grant, IdNumber, Micros, RegionCode, Result, Role, WorkerId};
use store::{Entropy, Options, Store};
use town::{GULOU, registered, registration, worker};

const SECOND: i64 = Micros::SECOND;

/// Somebody with a phone that was certified.
struct Phone {
    me: SignedIn,
    worker: WorkerId,
    secret: Secret,
    certificate: Certificate,
    code_id: String,
}

fn secret(seed: u8) -> Secret {
    Secret::read(&[seed; 32]).unwrap()
}

async fn bring(w: &World, me: &SignedIn, id: WorkerId, secret: &Secret) -> Result<Certified> {
    let challenge = challenge(&w.store, &me.actor, id).await?;
    let (key, signature) = (secret.public(), prove(secret, &challenge).bytes());
    let proof = Proof {
        public_key: key.bytes(),
        challenge: &challenge,
        signature: &signature,
        device: "Chrome · Android",
    };
    certify(&w.store, &me.actor, id, proof).await
}

async fn phone(w: &World, number: &str, seed: u8) -> Phone {
    let (me, id) = worker(w, number).await;
    let secret = secret(seed);
    let certified = bring(w, &me, id, &secret).await.unwrap();
    let certificate = Certificate::read(&certified.certificate.try_into().unwrap()).unwrap();
    Phone { me, worker: id, secret, certificate, code_id: certified.code_id }
}

impl Phone {
    fn show(&self, at: Micros) -> String {
        Code::sign(self.certificate, step_of(at), &self.secret).text()
    }
}

fn region(code: &str) -> RegionCode {
    code.parse().unwrap()
}

/// Somebody of an office in a region.
async fn clerk(w: &World, number: &str, role: Role, of: &str) -> Actor {
    let account = w.sign_in(number).await.account;
    Actor::signed_in(account, None, vec![Grant::new(role, region(of), None).unwrap()])
}

fn place(surface: Surface, name: &str) -> Place {
    Place { surface, region: region("350102001000"), name: name.into() }
}

async fn take(w: &World, who: &Actor, text: &str, key: &str, place: &Place) -> Result<Arrival> {
    arrive(&w.store, who, &Reading { text, key, read_at: None, place }).await
}

fn told<'a>(error: &'a Error, name: &str) -> &'a str {
    error.detail.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| value)
}

#[tokio::test]
async fn a_code_shown_to_forty_tills_at_once_finds_the_person_at_one() {
    each_engine(async |w: World| {
        let phone = phone(&w, "13805910041", 2).await;
        let till = clerk(&w, "13805910042", Role::Provider, GULOU).await;
        let text = phone.show(w.store.now());
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..40 {
            let (store, till, text) = (w.store.clone(), till.clone(), text.clone());
            tasks.spawn(async move {
                let place = place(Surface::Till, &format!("till {n}"));
                let key = format!("arrival-{n}");
                arrive(&store, &till, &Reading { text: &text, key: &key, read_at: None, place: &place }).await
            });
        }
        let outcomes = tasks.join_all().await;
        let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 39));
        let arrival = won.into_iter().next().unwrap().unwrap();
        assert_eq!((arrival.worker, arrival.name_masked.as_str()), (phone.worker, "林*英"));
        let errors: Vec<Error> = lost.into_iter().map(Result::unwrap_err).collect();
        let first = told(&errors[0], "place").to_owned();
        assert!(first.starts_with("till "));
        for error in &errors {
            assert_eq!((error.code, told(error, "place")), ("code.used", first.as_str()));
            assert_eq!((told(error, "surface"), told(error, "when")), ("till", "03-03 09:00"));
            assert_eq!(told(error, "at"), w.store.now().0.to_string());
        }
        let mine = uses(&w.store, &phone.me.actor, phone.worker).await.unwrap();
        assert_eq!((mine.len(), mine[0].place.as_str()), (1, first.as_str()));
        w.store.drain(&[]).await.unwrap();
        let entries = w.store.entries_after(0, 1000).await.unwrap();
        let told: Vec<_> = entries.iter().filter(|entry| entry.name == "code.use").collect();
        assert_eq!(told.len(), 1, "one entry of one use");
        let subjects: Vec<_> = told[0].parts.iter().filter_map(|part| part.subject.clone()).collect();
        assert_eq!(subjects, [phone.worker.to_string()]);
    })
    .await;
}

#[tokio::test]
async fn of_two_tills_the_one_without_a_network_comes_later_and_is_told_why() {
    each_engine(async |w: World| {
        let phone = phone(&w, "13805910041", 2).await;
        let fair = clerk(&w, "13805910042", Role::Staff, GULOU).await;
        let till = clerk(&w, "13805910043", Role::Provider, GULOU).await;
        let shown = w.store.now();
        let text = phone.show(shown);
        let (hall, shop) = (place(Surface::Fair, "东街口夜市"), place(Surface::Till, "五一广场店"));
        w.clock.advance(10 * SECOND);
        let won = take(&w, &fair, &text, "at-the-fair", &hall).await.unwrap();
        // The same arrival again, also much later and from a tired scanner, is the same answer.
        w.clock.advance(minutes(60 * 5));
        let typed = format!("  {}\r\n", text.to_lowercase());
        let kept = Reading { text: &typed, key: "at-the-fair", read_at: Some(shown), place: &hall };
        assert_eq!(arrive(&w.store, &fair, &kept).await, Ok(won));
        let kept = Reading {
            text: &text,
            key: "kept-at-the-till",
            read_at: Some(shown + 20 * SECOND),
            place: &shop,
        };
        let late = arrive(&w.store, &till, &kept).await.unwrap_err();
        assert_eq!(
            (late.code, told(&late, "surface"), told(&late, "place")),
            ("code.used", "fair", "东街口夜市")
        );
        assert_eq!(told(&late, "when"), "03-03 09:00");
        // Another's arrival under the same name is not the same.
        let other = Reading { key: "at-the-fair", ..kept.clone() };
        assert_eq!(code(arrive(&w.store, &till, &other).await), "code.used");
        // The next half minute is another code, and one that was kept for two days still arrives.
        let next = phone.show(shown + 30 * SECOND);
        w.clock.advance(minutes(60 * 48));
        let kept = Reading {
            text: &next,
            key: "kept-for-two-days",
            read_at: Some(shown + 30 * SECOND),
            place: &shop,
        };
        assert_eq!(arrive(&w.store, &till, &kept).await.unwrap().worker, phone.worker);
    })
    .await;
}

#[tokio::test]
async fn what_is_forged_stale_or_replayed_is_refused() {
    each_engine(async |w: World| {
        let (mine, other) = (phone(&w, "13805910041", 2).await, phone(&w, "13805910044", 3).await);
        let staff = clerk(&w, "13805910042", Role::Staff, GULOU).await;
        let here = place(Surface::Counter, "鼓楼驿站");
        let shown = w.store.now();
        let text = mine.show(shown);
        let read = async |text: &str, read_at: Option<Micros>| {
            code(
                arrive(&w.store, &staff, &Reading { text, key: "some-reading", read_at, place: &here }).await,
            )
        };
        // Another's certificate with one's own key; a certificate of no node of ours; somebody's own invention.
        let stolen = Code::sign(other.certificate, step_of(shown), &mine.secret).text();
        assert_eq!(read(&stolen, None).await, "code.forged");
        let stranger = mine.certificate.words.sign(&secret(9));
        let stranger = Code::sign(stranger, step_of(shown), &mine.secret).text();
        assert_eq!(read(&stranger, None).await, "code.unknown_key");
        let mut invented = mine.certificate;
        invented.words.code_id = [1; 16];
        let invented = Code::sign(invented, step_of(shown), &mine.secret).text();
        assert_eq!(read(&invented, None).await, "code.forged_certificate");
        assert_eq!(read("https://evil.example/", None).await, "code.malformed");
        assert_eq!(read(&mine.show(shown + 120 * SECOND), None).await, "code.future");
        // Replayed later: as if now, as if then, and after the time that a reader may keep it.
        w.clock.advance(91 * SECOND);
        assert_eq!(read(&text, None).await, "code.too_old");
        assert_eq!(read(&text, Some(w.store.now() + 91 * SECOND)).await, "code.read_future");
        w.clock.set(shown + 72 * Micros::HOUR + SECOND);
        assert_eq!(read(&text, Some(shown)).await, "code.late");
        w.clock.set(shown + 31 * Micros::DAY);
        assert_eq!(read(&mine.show(w.store.now()), None).await, "code.expired");
        let short = Reading { text: &text, key: "short", read_at: None, place: &here };
        assert_eq!(code(arrive(&w.store, &staff, &short).await), "code.arrival");
    })
    .await;
}

#[tokio::test]
async fn a_lost_phone_is_revoked_at_once_and_by_its_owner_alone() {
    each_engine(async |w: World| {
        let (mine, other) = (phone(&w, "13805910041", 2).await, phone(&w, "13805910044", 3).await);
        let staff = clerk(&w, "13805910042", Role::Staff, GULOU).await;
        let here = place(Surface::Counter, "鼓楼驿站");
        let lost = phones(&w.store, &mine.me.actor, mine.worker).await.unwrap()[0].id;
        assert_eq!(code(revoke(&w.store, &other.me.actor, mine.worker, lost).await), "not_found");
        assert_eq!(code(revoke(&w.store, &other.me.actor, other.worker, lost).await), "not_found");
        assert_eq!(code(phones(&w.store, &other.me.actor, mine.worker).await), "not_found");
        let before = w.store.now();
        let early = mine.show(before);
        w.clock.advance(40 * SECOND);
        for _ in 0..2 {
            revoke(&w.store, &mine.me.actor, mine.worker, lost).await.unwrap();
        }
        assert_eq!(revoked(&w.store).await.unwrap(), std::slice::from_ref(&mine.code_id));
        assert_eq!(
            code(take(&w, &staff, &mine.show(w.store.now()), "arrival-1", &here).await),
            "code.revoked"
        );
        // A reader without a network took one before, and one after.
        let reading = |text, key, read_at| Reading { text, key, read_at: Some(read_at), place: &here };
        let after = mine.show(before + 60 * SECOND);
        w.clock.advance(minutes(60));
        let refused = arrive(&w.store, &staff, &reading(&after, "arrival-2", before + 60 * SECOND)).await;
        assert_eq!(code(refused), "code.revoked");
        assert!(arrive(&w.store, &staff, &reading(&early, "arrival-3", before)).await.is_ok());
        // The key is spent; a fresh one of the same phone is another phone.
        assert_eq!(code(bring(&w, &mine.me, mine.worker, &mine.secret).await), "code.revoked");
        assert!(bring(&w, &mine.me, mine.worker, &secret(5)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_phone_is_certified_for_its_owner_and_renewed_while_it_is_used() {
    each_engine(async |w: World| {
        let mine = phone(&w, "13805910041", 2).await;
        let (me, id) = (&mine.me, mine.worker);
        let again = bring(&w, me, id, &mine.secret).await.unwrap();
        assert_eq!(again.certificate, mine.certificate.bytes(), "the same again is the same certificate");
        w.clock.advance(11 * Micros::DAY);
        let renewed = bring(&w, me, id, &mine.secret).await.unwrap();
        assert_eq!(
            (renewed.code_id.clone(), renewed.until),
            (mine.code_id.clone(), again.until + 11 * Micros::DAY)
        );
        assert_eq!(phones(&w.store, &me.actor, id).await.unwrap().len(), 1);

        let (you, yours) = worker(&w, "13805910044").await;
        assert_eq!(code(bring(&w, &you, yours, &mine.secret).await), "code.key_taken");
        assert_eq!(code(bring(&w, &you, id, &secret(7)).await), "not_found");
        let visitor = challenge(&w.store, &Actor::visitor(), id).await;
        assert_eq!(code(visitor), "access.sign_in");
        // A proof for another challenge, of another key, for another person, too late, or none at all.
        let own = challenge(&w.store, &me.actor, id).await.unwrap();
        let theirs = challenge(&w.store, &you.actor, yours).await.unwrap();
        let (key, other) = (secret(6), secret(7));
        let attempt = async |challenge: &str, signature: &[u8]| {
            let public_key = key.public();
            let proof = Proof { public_key: public_key.bytes(), challenge, signature, device: "" };
            code(certify(&w.store, &me.actor, id, proof).await)
        };
        assert_eq!(attempt(&own, &prove(&key, "else").bytes()).await, "code.proof");
        assert_eq!(attempt(&own, &prove(&other, &own).bytes()).await, "code.proof");
        assert_eq!(attempt(&own, &[0; 64]).await, "code.proof");
        assert_eq!(attempt(&theirs, &prove(&key, &theirs).bytes()).await, "code.challenge");
        assert_eq!(attempt("", &prove(&key, "").bytes()).await, "code.challenge");
        w.clock.advance(minutes(10) + 1);
        assert_eq!(attempt(&own, &prove(&key, &own).bytes()).await, "code.challenge");
        // The sixth phone takes the place of the first.
        for seed in 10..15 {
            w.clock.advance(SECOND);
            bring(&w, me, id, &secret(seed)).await.unwrap();
        }
        let held = phones(&w.store, &me.actor, id).await.unwrap();
        assert!(held.len() == 5 && held.iter().all(|row| row.code_id != mine.code_id));
    })
    .await;
}

#[tokio::test]
async fn two_nodes_that_need_a_key_at_once_make_one_and_its_successor_is_known_in_time() {
    each_engine(async |w: World| {
        let (me, id) = worker(&w, "13805910041").await;
        let options = Options {
            url: w.url.clone(),
            connections: 4,
            clock: w.clock.clone(),
            entropy: Arc::new(Entropy::seeded(99)),
            vault: Arc::new(w.store.vault().clone()),
        };
        let twin = World { store: Arc::new(Store::open(options).await.unwrap()), ..w.clone() };
        let (one, two, three) = (secret(2), secret(3), secret(4));
        let done = tokio::join!(
            bring(&w, &me, id, &one),
            bring(&twin, &me, id, &two),
            bring(&twin, &me, id, &three)
        );
        assert!(done.0.is_ok() && done.1.is_ok() && done.2.is_ok(), "{done:?}");
        assert_eq!(node_keys(&w.store).await.unwrap().len(), 1);
        w.clock.advance(345 * Micros::DAY);
        bring(&w, &me, id, &one).await.unwrap();
        let keys = node_keys(&twin.store).await.unwrap();
        assert_eq!((keys.len(), keys[1].from - w.store.now()), (2, 30 * Micros::DAY));
        // Nobody can read the private half in the database.
        assert!(w.dump().await.iter().filter(|line| line.starts_with("node_key")).count() == 2);
        twin.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_code_is_read_where_one_has_the_right_and_a_card_given_where_the_person_lives() {
    each_engine(async |w: World| {
        let mine = phone(&w, "13805910041", 2).await;
        let text = mine.show(w.store.now());
        let here = place(Surface::Counter, "鼓楼驿站");
        for (n, (role, of, expected)) in [
            (Role::Staff, "350103000000", "access.forbidden"),
            (Role::Official, GULOU, "access.forbidden"),
            (Role::Auditor, GULOU, "access.forbidden"),
            (Role::Operator, GULOU, "access.forbidden"),
            (Role::Counsellor, GULOU, "access.forbidden"),
        ]
        .into_iter()
        .enumerate()
        {
            let who = clerk(&w, &format!("1380591005{n}"), role, of).await;
            assert_eq!(code(take(&w, &who, &text, "some-arrival", &here).await), expected, "{role}");
            assert_eq!(code(by_card(&w.store, &who, "1", "1", &here).await), expected, "{role}");
            let card = issue_card(&w.store, &who, mine.worker, card_id(&w), "402913").await;
            assert_eq!(code(card), "not_found", "{role}");
        }
        assert_eq!(code(take(&w, &Actor::visitor(), &text, "some-arrival", &here).await), "access.sign_in");
        assert_eq!(code(take(&w, &mine.me.actor, &text, "some-arrival", &here).await), "access.forbidden");
        // Somebody from elsewhere is found where they stand.
        let elsewhere = clerk(&w, "13805910058", Role::Staff, "350200000000").await;
        let there = Place { region: region("350203000000"), ..here };
        let arrival = take(&w, &elsewhere, &text, "some-arrival", &there).await.unwrap();
        assert_eq!((arrival.worker, arrival.region), (mine.worker, region(GULOU)));
        // Somebody known under two records is found by the one they go by.
        let (_, other) = worker(&w, "13805910059").await;
        let sql = "update worker set merged_into = $1 where id = $2";
        w.store
            .upkeep(|tx| async move { tx.execute(sql, store::args![other, mine.worker]).await })
            .await
            .unwrap();
        w.clock.advance(31 * SECOND);
        let text = mine.show(w.store.now());
        assert_eq!(take(&w, &elsewhere, &text, "next-arrival", &there).await.unwrap().worker, other);
    })
    .await;
}

fn card_id(w: &World) -> CardId {
    CardId::from_uuid(w.store.scribe().uuid())
}

#[tokio::test]
async fn a_card_finds_its_person_by_number_and_pin_and_locks_after_five_wrong_ones() {
    each_engine(async |w: World| {
        let born = IdNumber::with_check("35010219880214352").unwrap();
        let input = features::workers::Registration { id_number: Some(born), ..registration() };
        let (_, id) = registered(&w, "13805910041", input).await;
        let staff = clerk(&w, "13805910042", Role::Staff, GULOU).await;
        let here = place(Surface::Counter, "鼓楼驿站");
        for (pin, expected) in [
            ("880214", "card.pin_weak"),
            ("123456", "card.pin_weak"),
            ("111111", "card.pin_weak"),
            ("12345", "card.pin_format"),
        ] {
            assert_eq!(code(issue_card(&w.store, &staff, id, card_id(&w), pin).await), expected);
        }
        let first = card_id(&w);
        let card = issue_card(&w.store, &staff, id, first, "402913").await.unwrap();
        assert_eq!(issue_card(&w.store, &staff, id, first, "402913").await.unwrap(), card, "pressed twice");
        let find = async |number: &str, pin: &str| by_card(&w.store, &staff, number, pin, &here).await;
        assert_eq!(find(&card.number, "402913").await.unwrap().worker, id);
        assert_eq!(find(&format!("BC1{}", card.number), "402913").await.unwrap().worker, id);
        assert_eq!(code(find("123456789012", "402913").await), "card.number");
        let unknown = codes::CardNumber::of(5).to_string();
        assert_eq!(code(find(&unknown, "402913").await), "card.wrong");
        // Four wrong and a right one: the count begins anew. Then many at once are five tries and no more.
        for _ in 0..4 {
            assert_eq!(code(find(&card.number, "000001").await), "card.wrong");
        }
        assert!(find(&card.number, "402913").await.is_ok());
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (store, staff, here, number) =
                (w.store.clone(), staff.clone(), here.clone(), card.number.clone());
            tasks.spawn(async move {
                code(by_card(&store, &staff, &number, &format!("00000{}", n % 10), &here).await)
            });
        }
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|code| **code == "card.wrong").count(), 5, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|code| **code == "card.locked").count(), 7);
        assert_eq!(code(find(&card.number, "402913").await), "card.locked");
        // Another card, and the first is no more.
        let second = issue_card(&w.store, &staff, id, card_id(&w), "402913").await.unwrap();
        assert_ne!(second.number, card.number);
        assert_eq!(code(find(&card.number, "402913").await), "card.wrong");
        assert_eq!(find(&second.number, "402913").await.unwrap().worker, id);
        assert_eq!(code(issue_card(&w.store, &staff, id, first, "402913").await), "conflict");
        let held = area::card_of(&w.store, &staff, id).await.unwrap().unwrap();
        assert_eq!((held.number, held.tries, held.locked_at), (second.number.clone(), 0, None));
        // A reader that guesses is stopped for a while, whatever numbers it guesses at.
        for _ in 0..60 {
            if code(find(&unknown, "402913").await) == "card.too_many" {
                break;
            }
        }
        assert_eq!(code(find(&second.number, "402913").await), "card.too_many");
        w.clock.advance(minutes(16));
        assert!(find(&second.number, "402913").await.is_ok());
        assert!(w.dump().await.iter().all(|line| !holds(line, "402913")), "no PIN is kept");
    })
    .await;
}

#[tokio::test]
async fn of_an_erased_person_no_phone_and_no_card_is_left_and_nobody_can_say_whose_a_use_was() {
    each_engine(async |w: World| {
        let (mine, other) = (phone(&w, "13805910041", 2).await, phone(&w, "13805910044", 3).await);
        let staff = clerk(&w, "13805910042", Role::Staff, GULOU).await;
        let here = place(Surface::Counter, "鼓楼驿站");
        let card = issue_card(&w.store, &staff, mine.worker, card_id(&w), "402913").await.unwrap();
        take(&w, &staff, &mine.show(w.store.now()), "arrival-1", &here).await.unwrap();
        take(&w, &staff, &other.show(w.store.now()), "arrival-2", &here).await.unwrap();
        workers::erase(&w.store, &mine.me.actor, mine.worker, EraseReason::Request).await.unwrap();
        let lines = w.dump().await;
        let key: String = mine.secret.public().bytes().iter().map(|b| format!("{b:02x}")).collect();
        for trace in [&card.number, &card.id.to_string(), &key] {
            assert!(lines.iter().all(|line| !line.contains(trace)), "{trace}");
        }
        let uses: Vec<_> = lines.iter().filter(|line| line.contains(&mine.code_id)).collect();
        assert!(
            uses.len() == 1 && uses[0].starts_with("code_use") && !uses[0].contains(&mine.worker.to_string())
        );
        w.clock.advance(31 * SECOND);
        let late = mine.show(w.store.now());
        assert_eq!(code(take(&w, &staff, &late, "arrival-3", &here).await), "not_found");
        assert_eq!(code(by_card(&w.store, &staff, &card.number, "402913", &here).await), "card.wrong");
        assert_eq!(code(bring(&w, &mine.me, mine.worker, &mine.secret).await), "not_found");
        assert!(take(&w, &staff, &other.show(w.store.now()), "arrival-4", &here).await.is_ok());
    })
    .await;
}
