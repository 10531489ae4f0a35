//! My code in a real browser: shown with a network and without, accepted afterwards; the picture is a QR code that
//! others read; and the browser's reader says of every vector what the program says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::{io::Write as _, sync::Arc};

use common::{
    Node, Site,
    driver::{Driver, press, quiet, see, sign_in, sound},
    each_site,
};
use fantoccini::Client;
use features::codes::{Place, Reading, Surface, arrive};
use kernel::{Actor, Clock, Grant, Micros, Role};
use serde_json::{Value, json};
use store::{Options, Store};

/// Somebody of the sample province who is registered.
const WORKER: &str = "13800000001";

struct Wall;

impl Clock for Wall {
    fn now(&self) -> Micros {
        #[expect(clippy::disallowed_methods, reason = "the browser beside this test has the same clock")]
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        Micros(i64::try_from(since.as_micros()).unwrap())
    }
}

async fn store(site: &Site) -> Store {
    let data = site.data();
    let url = site.url.clone().unwrap_or_else(|| format!("sqlite:{}", data.join("banyan.sqlite").display()));
    Store::open(Options::new(&url, &data, Arc::new(Wall)).unwrap()).await.unwrap()
}

/// Waits until the page shows a code; its text.
async fn shown(browser: &Client) -> String {
    see(browser, "[data-code='shown'][data-text]").await.attr("data-text").await.unwrap().unwrap()
}

/// What a camera would read in a picture of the browser.
fn seen(png: &[u8]) -> Vec<String> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let samples = frame.color_type.samples();
    let grey = |x: usize, y: usize| bytes[y * frame.line_size + x * samples];
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    picture.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// Runs a module of ours in the page and gives what the body returns.
async fn module(browser: &Client, name: &str, body: &str, args: Vec<Value>) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
         import('{}').then(async (m) => {{ {body} }}).then(done, (e) => done({{ failed: String(e) }}))",
        web::assets::url(name)
    );
    browser.execute_async(&script, args).await.unwrap()
}

async fn shows(driver: &Driver, site: &Site) {
    let node = Node::start(site, "demo", &["--small"]).ready();
    let browser = driver.phone().await;
    browser.goto(&format!("{}/me/code", node.base)).await.unwrap();
    see(&browser, "[data-say='visitor']:not([hidden])").await;
    browser.goto(&format!("{}/sign-in?next=%2Fme%2Fcode", node.base)).await.unwrap();
    sign_in(&browser, WORKER).await;
    assert_eq!(browser.current_url().await.unwrap().path(), "/me/code");
    let first = shown(&browser).await;
    sound(&browser).await;

    // A camera reads the same text in the picture.
    let picture = seen(&browser.screenshot().await.unwrap());
    assert!(picture.iter().any(|text| text.starts_with("BY1") && text[..200] == first[..200]), "{picture:?}");
    // Kept for the time without a network.
    let kept = "const done = arguments[0]; navigator.serviceWorker.ready.then((r) => done(r.scope))";
    let scope = browser.execute_async(kept, vec![]).await.unwrap();
    assert_eq!(scope, json!(format!("{}/me/code", node.base)));
    quiet(&browser).await;

    // The network is cut: the node is gone. The page is loaded again and shows a code of the present half minute.
    node.kill();
    browser.goto(browser.current_url().await.unwrap().as_str()).await.unwrap();
    let second = shown(&browser).await;
    see(&browser, "[data-note='offline']:not([hidden])").await;
    let wall = store(site).await;
    let code = features::codes::Code::read(&second).unwrap();
    assert!((wall.now() - code.begins()).abs() < 60 * Micros::SECOND);
    sound(&browser).await;
    let picture = seen(&browser.screenshot().await.unwrap());
    assert!(picture.iter().any(|text| text[..160] == second[..160]), "{picture:?}");

    // What was shown without a network is accepted, once.
    let account = wall.one::<String>("select id from account where login = 'station'", vec![]).await.unwrap();
    let region =
        wall.one::<String>("select region from role_grant where role = 'staff'", vec![]).await.unwrap();
    let region = region.parse().unwrap();
    let grant = Grant::new(Role::Staff, region, None).unwrap();
    let staff = Actor::signed_in(account.parse().unwrap(), None, vec![grant]);
    let place = Place { surface: Surface::Counter, region, name: "驿站".into() };
    let reading = Reading { text: &second, key: "in-the-browser", read_at: None, place: &place };
    let arrival = arrive(&wall, &staff, &reading).await.unwrap();
    assert!(arrival.name_masked.contains('*'));
    let again = arrive(&wall, &staff, &Reading { key: "another-till", ..reading }).await.unwrap_err();
    assert_eq!(again.code, "code.used");
    wall.close().await;

    // Back with a network at the same address, the owner sees where it was used, and signs out: nothing is left.
    let port = format!("127.0.0.1:{}", browser.current_url().await.unwrap().port().unwrap());
    let node = Node::at(site, "demo", &port, &[]).ready();
    browser.goto(&format!("{}/me/code", node.base)).await.unwrap();
    shown(&browser).await;
    assert!(see(&browser, "main").await.text().await.unwrap().contains("驿站"));
    browser.goto(&format!("{}/me", node.base)).await.unwrap();
    let down = "document.querySelector(\"form[action='/sign-out']\").scrollIntoView({ block: 'center' })";
    browser.execute(down, vec![]).await.unwrap();
    press(&browser, "form[action='/sign-out'] button").await;
    for _ in 0..100 {
        if browser.current_url().await.unwrap().path() == "/" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let left = "const done = arguments[0]; Promise.all([indexedDB.databases(), caches.keys(), \
        navigator.serviceWorker.getRegistrations()]).then(([d, c, r]) => done([d.map((x) => x.name), c, r.length]))";
    let left = browser.execute_async(left, vec![]).await.unwrap();
    assert_eq!(left, json!([[], [], 0]));
    browser.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_shown_with_a_network_and_without() {
    let Some(driver) = Driver::start() else { return };
    each_site(async |site| shows(&driver, site).await).await;
}

/// Texts of every length that the pictures have room for, drawn from the letters they may hold.
fn texts() -> Vec<String> {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let entropy = store::Entropy::seeded(4);
    let text = |length: usize| {
        (0..length)
            .map(|_| char::from(LETTERS[usize::from(entropy.bytes::<1>()[0]) % LETTERS.len()]))
            .collect()
    };
    (1..70).chain([90, 154, 155, 200, 262, 263, 307, 311, 312, 400, 555, 900]).map(text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_are_qr_codes_module_for_module_and_the_reader_says_what_the_program_says() {
    let Some(driver) = Driver::start() else { return };
    let site = Site { folder: tempfile::tempdir().unwrap(), url: None };
    let node = Node::start(&site, "demo", &["--small"]).ready();
    let browser = driver.phone().await;
    browser.goto(&format!("{}/me/code", node.base)).await.unwrap();

    let texts = texts();
    // Every picture is read by another program. With its mask taken from a third program's picture it is the same
    // picture, so that what is read is right and not merely mended.
    let theirs: Vec<(usize, Vec<bool>)> = texts
        .iter()
        .map(|text| {
            let level = qrcode::EcLevel::M;
            // In one segment, as ours are.
            let version = (1..=20).map(qrcode::Version::Normal).find_map(|version| {
                let mut bits = qrcode::bits::Bits::new(version);
                bits.push_alphanumeric_data(text.as_bytes()).ok()?;
                bits.push_terminator(level).ok()?;
                Some(qrcode::QrCode::with_bits(bits, level).unwrap())
            });
            let code = version.unwrap();
            (code.width(), code.to_colors().iter().map(|c| *c == qrcode::Color::Dark).collect())
        })
        .collect();
    let mask = |(width, dark): &(usize, Vec<bool>)| {
        // The mask stands in the format: bits 12 to 10, beside the first finder, themselves masked.
        let bit = |x: usize| usize::from(dark[8 * width + x]);
        (bit(2) << 2 | bit(3) << 1 | bit(4)) ^ 0b101
    };
    let masks: Vec<usize> = theirs.iter().map(mask).collect();
    let body = "return [args[0].map((t) => m.matrix(t)), args[0].map((t, at) => m.matrix(t, args[1][at]))];";
    let mut ours = [Vec::new(), Vec::new()];
    // A few at a time: a browser gives a script thirty seconds.
    for (texts, masks) in texts.chunks(9).zip(masks.chunks(9)) {
        let drawn = module(&browser, "qr.js", body, vec![json!(texts), json!(masks)]).await;
        assert!(drawn.get("failed").is_none(), "{drawn}");
        for (at, rows) in ours.iter_mut().enumerate() {
            rows.extend(drawn[at].as_array().unwrap().iter().cloned());
        }
    }
    let mut same = 0;
    for (at, text) in texts.iter().enumerate() {
        let rows = |of: usize| ours[of][at].as_array().unwrap().clone();
        let dark = |rows: &[Value], x: usize, y: usize| rows[y][x] == json!(1);
        let (free, told) = (rows(0), rows(1));
        let grid = rqrr::SimpleGrid::from_func(free.len(), |x, y| dark(&free, x, y));
        let (meta, read) = rqrr::Grid::new(grid).decode().unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert_eq!((read.as_str(), meta.ecc_level), (text.as_str(), 0), "{text}");
        let (width, theirs) = &theirs[at];
        assert_eq!(told.len(), *width, "{text}");
        let equal = (0..width * width).all(|i| dark(&told, i % width, i / width) == theirs[i]);
        assert!(equal, "{} letters, mask {}", text.len(), masks[at]);
        same += usize::from(free == told);
    }
    writeln!(std::io::stderr(), "{} pictures; {same} with the mask the other program chose", texts.len())
        .unwrap();

    let vectors: Value = serde_json::from_str(include_str!("../../codes/tests/vectors.json")).unwrap();
    let body = "const [keys, cases] = args; const out = [];
        for (const c of cases) try { out.push(await m.verify(c.text, { keys }, c.now)); }
        catch (e) { out.push(e.code ? { error: e.code } : { failed: String(e) }); }
        return out;";
    let said =
        module(&browser, "reader.js", body, vec![vectors["keys"].clone(), vectors["cases"].clone()]).await;
    let cases = vectors["cases"].as_array().unwrap();
    for (at, case) in cases.iter().enumerate() {
        assert_eq!(said[at], case["outcome"], "{}", case["name"]);
    }
    // No bit of a code can be another for this reader either.
    let body = "const [keys, c] = args; const L = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'; let good = 0;
        for (let at = 3; at < 307; at += 2) { const i = L.indexOf(c.text[at]);
          const text = c.text.slice(0, at) + L[i ^ (1 << (at % 5))] + c.text.slice(at + 1);
          try { await m.verify(text, { keys }, c.now); good++; } catch (e) { if (!e.code) throw e; } }
        return good;";
    let good = module(&browser, "reader.js", body, vec![vectors["keys"].clone(), cases[0].clone()]).await;
    assert_eq!(good, json!(0));
    // The node's own keys are kept for the time without a network.
    let kept = module(&browser, "reader.js", "return (await m.keys()).revoked.length", vec![]).await;
    assert_eq!(kept, json!(0));
    browser.close().await.unwrap();
}
