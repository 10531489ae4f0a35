//! What must hold of codes, whoever reads them. The vectors beside this file are read by the browser's reader as well.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on has failed")]

use codes::{Certificate, Code, NodeKey, STEP, Secret, Unsigned, WINDOW, step_of, tidy};
use kernel::Micros;
use proptest::prelude::*;
use serde_json::{Value, json};

/// 2026-11-23 13:20 in China.
const NOW: Micros = Micros(1_795_411_200_000_000);
const DAY: i64 = Micros::DAY;

fn secret(seed: u8) -> Secret {
    Secret::read(&[seed; 32]).unwrap()
}

fn node(seed: u8) -> NodeKey {
    NodeKey { public: secret(seed).public(), from: NOW - DAY, until: NOW + 400 * DAY }
}

fn certificate(node: &Secret, phone: &Secret, until: Micros) -> Certificate {
    Unsigned { code_id: [7; 16], phone: phone.public(), until: Unsigned::seconds(until) }.sign(node)
}

fn fresh(at: Micros) -> Code {
    let certificate = certificate(&secret(1), &secret(2), NOW + 30 * DAY);
    Code::sign(certificate, step_of(at), &secret(2))
}

fn outcome(text: &str, keys: &[NodeKey], now: Micros) -> Result<codes::Verified, &'static str> {
    Code::read(text).and_then(|code| code.verify(keys, now)).map_err(|e| e.code)
}

#[test]
fn a_fresh_code_is_true_and_says_whose_phone_and_when() {
    let code = fresh(NOW);
    let text = code.text();
    assert_eq!((text.len(), Code::LETTERS), (307, 307));
    assert!(text.starts_with("BY1") && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    let verified = outcome(&text, &[node(9), node(1)], NOW).unwrap();
    assert_eq!((verified.code_id, verified.step), ([7; 16], step_of(NOW)));
    assert_eq!(tidy(&format!(" {}\r\n", text.to_lowercase())), text);
}

#[test]
fn it_is_fresh_for_ninety_seconds_either_way_and_not_a_microsecond_more() {
    let (code, keys) = (fresh(NOW), [node(1)]);
    let at = |offset| code.verify(&keys, code.begins() + offset).map_err(|e| e.code);
    assert!(at(0).is_ok() && at(WINDOW).is_ok() && at(-WINDOW).is_ok());
    assert_eq!((WINDOW, STEP), (90_000_000, 30_000_000));
    assert_eq!(at(WINDOW + 1), Err("code.too_old"));
    assert_eq!(at(-WINDOW - 1), Err("code.future"));
}

#[test]
fn every_way_of_being_wrong_has_its_name() {
    let keys = [node(1)];
    let good = fresh(NOW);
    let say = |code: Code, now| code.verify(&keys, now).map_err(|e| e.code);
    // A node nobody knows; the same node before its time and after.
    let stranger = Code::sign(certificate(&secret(3), &secret(2), NOW + DAY), step_of(NOW), &secret(2));
    assert_eq!(say(stranger, NOW), Err("code.unknown_key"));
    assert_eq!(say(good, NOW - 2 * DAY), Err("code.unknown_key"));
    assert_eq!(say(good, NOW + 400 * DAY), Err("code.unknown_key"));
    // A certificate that says it is of our node and is not; one of our node for another key.
    let mut forged = good;
    forged.certificate.words.code_id = [8; 16];
    assert_eq!(
        say(Code::sign(forged.certificate, good.step, &secret(2)), NOW),
        Err("code.forged_certificate")
    );
    // Somebody else's certificate with one's own key.
    assert_eq!(say(Code::sign(good.certificate, good.step, &secret(4)), NOW), Err("code.forged"));
    let mut later = good;
    later.step += 1;
    assert_eq!(say(later, NOW), Err("code.forged"), "a signature holds for one half minute");
    let end = good.certificate.until();
    assert_eq!(say(fresh(end), end), Err("code.expired"));
    assert!(say(fresh(end - 1), end - 1).is_ok());
}

#[test]
fn the_larger_of_two_signatures_is_no_signature() {
    let text = fresh(NOW).text();
    let order: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
        0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let mut bytes = decode(&text);
    for from in [90, 158] {
        let mut other = bytes.clone();
        let mut borrow = 0;
        for at in (0..32).rev() {
            let value = i32::from(order[at]) - i32::from(bytes[from + at]) - borrow;
            borrow = i32::from(value < 0);
            other[from + at] = value.rem_euclid(256) as u8;
        }
        assert_eq!(outcome(&encode(&other), &[node(1)], NOW), Err("code.malformed"));
    }
    bytes[0] = 2;
    assert_eq!(outcome(&encode(&bytes), &[node(1)], NOW), Err("code.malformed"), "another version");
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A second writing of the same alphabet, to hold the first one to it.
fn decode(text: &str) -> Vec<u8> {
    let bits: String = text[3..].chars().map(|c| format!("{:05b}", LETTERS.find(c).unwrap())).collect();
    bits.as_bytes()
        .chunks(8)
        .map(|b| u8::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap())
        .collect()
}

fn encode(bytes: &[u8]) -> String {
    let bits: String = bytes.iter().map(|b| format!("{b:08b}")).collect();
    let letter = |b: &[u8]| {
        let at = usize::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap();
        char::from(LETTERS.as_bytes()[at])
    };
    format!("BY1{}", bits.as_bytes().chunks(5).map(letter).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_reads_back(id: [u8; 16], phone in 1u8..255, until: u32, step: u32) {
        let words = Unsigned { code_id: id, phone: secret(phone).public(), until };
        let code = Code::sign(words.sign(&secret(1)), step, &secret(phone));
        prop_assert_eq!(Code::read(&code.text()), Ok(code));
        prop_assert_eq!(encode(&decode(&code.text())), code.text());
    }

    #[test]
    fn no_other_bit_verifies(bit in 0usize..190 * 8) {
        let mut bytes = decode(&fresh(NOW).text());
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(outcome(&encode(&bytes), &[node(1)], NOW).is_err(), "bit {}", bit);
    }

    #[test]
    fn freshness_is_a_distance(offset in -200_000_000i64..200_000_000) {
        let code = fresh(NOW);
        let good = code.verify(&[node(1)], code.begins() + offset).is_ok();
        prop_assert_eq!(good, offset.abs() <= WINDOW);
    }

    #[test]
    fn no_letter_can_be_another(at in 0usize..307, letter in "[0-9A-Za-z %:.\u{4e00}-\u{4e10}]") {
        let text = fresh(NOW).text();
        let mut other: Vec<char> = text.chars().collect();
        other[at] = letter.chars().next().unwrap();
        let other: String = other.into_iter().collect();
        prop_assert_eq!(outcome(&other, &[node(1)], NOW).is_ok(), other == text);
    }

    #[test]
    fn no_text_upsets_the_reader(text in "\\PC{0,400}", tail in "[A-Z2-7]{304}", cut in 0usize..307) {
        for hostile in [text.clone(), format!("BY1{text}"), format!("BY1{tail}"), fresh(NOW).text()[..cut].to_owned()] {
            prop_assert_eq!(outcome(&hostile, &[node(1)], NOW), Err("code.malformed"));
            let _ = tidy(&hostile);
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The vectors: what every reader must say of which text at what time.
fn vectors() -> Value {
    let good = fresh(NOW);
    let begins = good.begins();
    let other = certificate(&secret(3), &secret(2), NOW + DAY);
    let mut forged = good.certificate;
    forged.words.code_id = [8; 16];
    let mut flipped = decode(&good.text());
    flipped[189] ^= 1;
    let end = good.certificate.until();
    let cases = [
        ("fresh", good.text(), NOW),
        ("the first microsecond", good.text(), begins + -WINDOW),
        ("the last microsecond", good.text(), begins + WINDOW),
        ("a microsecond too late", good.text(), begins + (WINDOW + 1)),
        ("a microsecond too early", good.text(), begins - (WINDOW + 1)),
        ("a day later", good.text(), NOW + DAY),
        ("of no node known", Code::sign(other, step_of(NOW), &secret(2)).text(), NOW),
        ("another pseudonym", Code::sign(forged, step_of(NOW), &secret(2)).text(), NOW),
        ("another phone", Code::sign(good.certificate, good.step, &secret(4)).text(), NOW),
        ("a bit of the signature", encode(&flipped), NOW),
        ("the last half minute", fresh(end - 1).text(), end - 1),
        ("after the certificate", fresh(end).text(), end),
        ("small letters", good.text().to_lowercase(), NOW),
        ("a letter short", good.text()[..306].to_owned(), NOW),
        ("another form", good.text().replacen("BY1", "BY2", 1), NOW),
        ("nothing", String::new(), NOW),
    ];
    let keys = [node(9), node(1)];
    let case = |(name, text, now): &(&str, String, Micros)| {
        let told = match outcome(text, &keys, *now) {
            Ok(verified) => json!({ "code_id": hex(&verified.code_id), "step": verified.step }),
            Err(code) => json!({ "error": code }),
        };
        json!({ "name": name, "text": text, "now": now.0, "outcome": told })
    };
    let key = |key: &NodeKey| {
        let (id, public) = (hex(&key.public.id()), hex(key.public.bytes()));
        json!({ "id": id, "public": public, "from": key.from.0, "until": key.until.0 })
    };
    json!({
        "secrets": { "node": hex(&[1; 32]), "phone": hex(&[2; 32]) },
        "keys": keys.iter().map(key).collect::<Vec<_>>(),
        "cases": cases.iter().map(case).collect::<Vec<_>>(),
    })
}

#[test]
fn the_vectors_are_what_the_program_says() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors.json");
    let now = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let then = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(then == now, "tests/vectors.json is not what the program says; write it anew with UPDATE=1");
}
