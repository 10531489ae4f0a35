//! The counter in a real browser with the network cut: two hundred deeds are entered, the page is loaded again, the
//! browser's power is cut twice, and with the network back all of them are there once, in the order in which they were
//! entered; what could not be done is shown with what to do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::{collections::BTreeMap, io::Write as _, path::Path, sync::Arc, time::Duration, time::Instant};

use common::{
    Node, Site,
    driver::{Driver, cut_power, press, see, sound},
    each_site,
};
use fantoccini::{Client, key::Key};
use features::{
    applications,
    consents::{self, Act, ConsentId, Given, How},
    counter::{self, Deed, Item, Purpose, Taking, TicketId},
    jobs,
    workers::{self, About, Newcomer, Registration, RegistrationKind},
};
use kernel::{
    AccountId, Actor, Availability, Clock, Fen, Grant, JobId, Micros, Pay, PayUnit, RegionCode, Role,
    WorkerId,
};
use serde_json::{Value, json};
use store::{Options, Store, args};

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

const PHONE: &str = "13912340001";

/// The clerk beside the browser, and another one.
struct Beside {
    store: Store,
    region: RegionCode,
    clerk: Actor,
    account: AccountId,
    other: Actor,
}

impl Beside {
    async fn open(site: &Site) -> Beside {
        let store = store(site).await;
        let of = async |login: &str| {
            let sql = "select id from account where login = $1";
            let id: String = store.one(sql, args![login.to_owned()]).await.unwrap();
            id.parse::<AccountId>().unwrap()
        };
        let (account, other) = (of("station").await, of("county").await);
        let region: String =
            store.one("select region from role_grant where role = 'staff'", vec![]).await.unwrap();
        let region: RegionCode = region.parse().unwrap();
        let staff = |id| Actor::signed_in(id, None, vec![Grant::new(Role::Staff, region, None).unwrap()]);
        Beside { region, clerk: staff(account), account, other: staff(other), store }
    }

    async fn does(&self, actor: &Actor, deed: Deed) -> Value {
        let item = Item { key: self.store.scribe().uuid().to_string(), entered_at: None, deed };
        counter::carry_out(&self.store, actor, self.region, &item).await.unwrap().body
    }

    async fn newcomer(&self, name: &str, phone: Option<&str>) -> WorkerId {
        let id = WorkerId::from_uuid(self.store.scribe().uuid());
        let input = Registration {
            name: name.parse().unwrap(),
            kind: RegistrationKind::Gig,
            id_number: None,
            region: self.region,
            home: None,
            occupations: vec!["4-10-01-01".into()],
            availability: Availability::ALL,
            reach_m: 3000,
            pay: Pay::new(PayUnit::Day, Fen(18_000)).unwrap(),
            findable: false,
            about: About::default(),
        };
        let phone = phone.map(|phone| phone.parse().unwrap());
        self.does(&self.clerk, Deed::Register(Box::new(Newcomer { id, phone, input }))).await;
        id
    }

    async fn consents(&self, worker: WorkerId) -> ConsentId {
        let id = ConsentId::from_uuid(self.store.scribe().uuid());
        let acts = Act::ALL.iter().copied().collect();
        let until = self.store.now() + Micros::DAY;
        self.does(&self.clerk, Deed::Consent(Given { id, worker, acts, how: How::Spoken, until })).await;
        id
    }

    async fn ticket(&self) -> TicketId {
        let id = TicketId::from_uuid(self.store.scribe().uuid());
        let taking = Taking { id, given: None, purpose: Purpose::Work, first: true, worker: None };
        self.does(&self.clerk, Deed::Take(taking)).await;
        id
    }

    /// Others are hired for every opening of a job that is left.
    async fn fill(&self, job: JobId) {
        let row = jobs::by_ids(&self.store, &[job]).await.unwrap().remove(0);
        let boss: String = self
            .store
            .one("select account_id from role_grant where employer_id = $1", args![row.employer_id])
            .await
            .unwrap();
        let grant = Grant::new(Role::Employer, row.region, Some(row.employer_id)).unwrap();
        let boss = Actor::signed_in(boss.parse().unwrap(), None, vec![grant]);
        for n in 0..row.openings - row.filled {
            let worker = self.newcomer(&format!("占位{n}"), None).await;
            let seen = workers::row(&self.store, worker).await.unwrap();
            let own = Actor::signed_in(seen.account_id, Some(worker), vec![]);
            let row = applications::apply(&self.store, &own, worker, job).await.unwrap();
            applications::offer(&self.store, &boss, row.id).await.unwrap();
            applications::accept(&self.store, &own, row.id).await.unwrap();
        }
    }
}

/// What somebody at the counter does with hand and eye, in the page: every deed through its own form and button, the
/// next only when the page has said that the one before is kept.
const HANDS: &str = r#"
    const done = arguments[arguments.length - 1];
    const [steps] = arguments;
    const $ = (css, within = document) => within.querySelector(css);
    const until = async (what, why) => {
      for (let n = 0; n < 2500; n++) { if (what()) return; await new Promise((r) => setTimeout(r, 4)); }
      throw new Error("never: " + why + " " + $("[data-saved]").textContent);
    };
    const kept = () => Number($("[data-saved]").dataset.saved ?? 0);
    const put = (form, values) => {
      for (const [name, value] of Object.entries(values)) {
        const field = form.elements[name];
        if (field.type === "checkbox") field.checked = value; else field.value = value;
        if (field.value !== value && field.type !== "checkbox") throw new Error("no choice " + name + " " + value);
      }
    };
    const press = async (button, more = 1) => {
      if (!button || button.disabled) throw new Error("cannot be pressed " + (button?.outerHTML ?? "nothing"));
      const before = kept();
      button.click();
      await until(() => kept() >= (before || kept() - more) + more && kept() > before, "kept");
    };
    const find = async (name) => {
      const scan = $("[data-scan]");
      scan.value = name;
      scan.form.requestSubmit();
      await until(() => !$("[data-panel=person]").hidden && $("[data-panel=person] [data-put=name]").textContent === name, name);
    };
    (async () => {
      for (const [kind, values] of steps) {
        if (kind === "register") {
          $("[data-open=new]").click();
          const form = $("form[data-deed=register]");
          put(form, { ...values, region: form.elements.region.options[1].value });
          const before = kept();
          $(".btn.main", form).click();
          await until(() => kept() > before && !$("[data-panel=person]").hidden && $("[data-panel=person] [data-put=name]").textContent === values.name, "registered " + values.name);
        } else if (kind === "apply") {
          await find(values.name);
          await press($(`[data-jobs] button[value="${values.job}"]`));
        } else if (kind === "details") {
          await find(values.name);
          const form = $("form[data-deed=details]");
          put(form, { pay_amount: values.pay });
          await press($("button", form));
        } else if (kind === "take") {
          const form = $("form[data-deed=take]");
          put(form, { purpose: "hire" });
          await press($("button", form));
        } else if (kind === "call") await press($("[data-next]"));
      }
      return kept();
    })().then(done, (error) => done({ failed: String(error) }));
"#;

/// The deeds that the browser keeps, opened as only this browser can: their keys in their order.
const KEPT: &str = r#"
    const done = arguments[arguments.length - 1];
    (async () => {
      const ask = (q) => new Promise((y, n) => { q.onsuccess = () => y(q.result); q.onerror = () => n(q.error); });
      const names = (await indexedDB.databases()).map((d) => d.name).filter((n) => n.startsWith("banyan-counter-"));
      const db = await ask(indexedDB.open(names[0]));
      const key = await ask(db.transaction("key").objectStore("key").get("key"));
      const out = [];
      for (const { iv, data } of await ask(db.transaction("deeds").objectStore("deeds").getAll())) {
        const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(names[0].slice(15) + " deeds") };
        const deed = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, data)));
        out.push([deed.key, deed.kind]);
      }
      let mayLeave = true;
      try { await crypto.subtle.exportKey("raw", key); } catch { mayLeave = false; }
      db.close();
      return { deeds: out, mayLeave };
    })().then(done, (error) => done({ failed: String(error) }));
"#;

async fn hands(browser: &Client, steps: &[Value]) {
    // A browser gives a script thirty seconds.
    for some in steps.chunks(10) {
        let said = browser.execute_async(HANDS, vec![json!(some)]).await.unwrap();
        assert!(said.get("failed").is_none(), "{said}");
    }
}

async fn enter(browser: &Client, base: &str) {
    browser.goto(&format!("{base}/staff/sign-in?next=%2Fstation")).await.unwrap();
    see(browser, "input[name='login']").await.send_keys("station").await.unwrap();
    see(browser, "input[name='password']").await.send_keys(features::demo::PASSWORD).await.unwrap();
    press(browser, "main form .btn.main").await;
    see(browser, "[data-counter]").await;
}

/// The kept page, loaded with no network.
async fn shell(browser: &Client, base: &str) {
    browser.goto(&format!("{base}/station")).await.unwrap();
    see(browser, "[data-shell='ready']").await;
}

/// Whether a text stands anywhere in what a browser wrote to the disk, in either of its spellings.
fn on_disk(folder: &Path, text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut todo = vec![folder.to_owned()];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(std::fs::read_dir(&path).unwrap().flatten().map(|one| one.path()));
        } else if let Ok(bytes) = std::fs::read(&path)
            && (memchr::memmem::find(&bytes, text.as_bytes()).is_some()
                || memchr::memmem::find(&bytes, &wide).is_some())
        {
            return true;
        }
    }
    false
}

fn registration(n: usize, phone: &str) -> Value {
    json!(["register", { "name": format!("离线{n}"), "phone": phone, "work": "搬运", "pay_amount": "180", "agreed": phone != PHONE }])
}

async fn cut(driver: &Driver, site: &Site) {
    let started = Instant::now();
    let node = Node::start(site, "demo", &["--small"]).ready();
    let (base, port) = (node.base.clone(), node.base.trim_start_matches("http://").to_owned());
    let made = started.elapsed();
    let beside = Beside::open(site).await;
    let profile = tempfile::tempdir().unwrap();
    let browser = driver.desk(profile.path()).await;

    // With a network: two people are seen, somebody waits, and the browser keeps what it needs.
    let (full, taken_back) =
        (beside.newcomer("同意甲", None).await, beside.newcomer("收回乙", Some("13912349999")).await);
    beside.consents(full).await;
    let consent = beside.consents(taken_back).await;
    let ticket = beside.ticket().await;
    enter(&browser, &base).await;
    let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then((r) => done(r.scope))";
    assert_eq!(browser.execute_async(ready, vec![]).await.unwrap(), json!(format!("{base}/station")));
    for worker in [full, taken_back] {
        browser.goto(&format!("{base}/station/people/{worker}")).await.unwrap();
        see(&browser, "[data-acts]").await;
        sound(&browser).await;
    }
    let kept = "const done = arguments[0]; (async () => { for (let n = 0; n < 400; n++) {
        const names = await caches.keys(); const name = names.find((n) => n.startsWith('banyan-station-'));
        if (name && await caches.match('/station/shell', { cacheName: name, ignoreVary: true })) return true;
        await new Promise((r) => setTimeout(r, 25)); } return false; })().then(done)";
    assert_eq!(browser.execute_async(kept, vec![]).await.unwrap(), json!(true));
    tokio::time::sleep(Duration::from_millis(1500)).await;

    // The network is cut: the node is gone.
    node.kill();
    shell(&browser, &base).await;
    sound(&browser).await;
    let listed = "return [...document.querySelectorAll('[data-jobs] button')].map((b) => b.value)";
    let listed = browser.execute(listed, vec![]).await.unwrap();
    let listed: Vec<String> = serde_json::from_value(listed).unwrap();
    assert!(listed.len() > 4, "{listed:?}");

    // Meanwhile, elsewhere: a job is filled, a phone is registered, a consent is taken back, a number is called.
    let job: JobId = listed[0].parse().unwrap();
    beside.fill(job).await;
    beside.newcomer("先到的人", Some(PHONE)).await;
    consents::withdraw(&beside.store, &beside.clerk, consent).await.unwrap();
    beside.does(&beside.other, Deed::Call(Some(ticket))).await;

    // Two hundred deeds; forty newcomers consent as they are registered, which is a deed of its own.
    let mut steps = vec![registration(999, PHONE)];
    for n in 0..40 {
        let name = format!("离线{n}");
        steps.push(registration(n, if n % 2 == 0 { "" } else { "1391234" }));
        if n % 2 == 1 {
            steps.last_mut().unwrap()[1]["phone"] = json!(format!("1391234{:04}", 100 + n));
        }
        steps.push(json!(["apply", { "name": name, "job": listed[1 + n % (listed.len() - 1)] }]));
        steps.push(json!(["details", { "name": name, "pay": format!("{}", 190 + n) }]));
        if n % 2 == 0 {
            steps.push(json!(["take", {}]));
        }
        if n % 2 == 1 && n < 34 {
            steps.push(json!(["call", {}]));
        }
    }
    // The names of people seen with a network are kept masked: that is how they are found and shown.
    steps.push(json!(["apply", { "name": "同*甲", "job": listed[0] }]));
    steps.push(json!(["details", { "name": "收*乙", "pay": "300" }]));
    let weight = |step: &Value| if step[1]["agreed"] == json!(true) { 2 } else { 1 };
    assert_eq!(steps.iter().map(weight).sum::<usize>(), 200);

    // One of them by the keyboard alone.
    let entering = Instant::now();
    let first = steps.remove(0);
    see(&browser, "body").await.send_keys(&Key::F2.to_string()).await.unwrap();
    see(&browser, "[data-panel='new']:not([hidden])").await;
    let typed = |name: &str| first[1][name].as_str().unwrap().to_owned();
    let (tab, ctrl) = (Key::Tab.to_string(), Key::Control.to_string());
    let keys = format!("{}{tab}{}{tab}{tab}{tab}{}{tab}", typed("name"), typed("phone"), typed("work"));
    browser.active_element().await.unwrap().send_keys(&keys).await.unwrap();
    let down = Key::Down.to_string();
    browser
        .active_element()
        .await
        .unwrap()
        .send_keys(&format!("{down}{down}{tab}{tab}{tab}180"))
        .await
        .unwrap();
    let enter_key = format!("{ctrl}{}", Key::Enter);
    browser.active_element().await.unwrap().send_keys(&enter_key).await.unwrap();
    see(&browser, "[data-saved='1']").await;

    let (a, rest) = steps.split_at(60);
    let (b, c) = rest.split_at(50);
    hands(&browser, a).await;
    shell(&browser, &base).await;
    hands(&browser, b).await;
    cut_power(profile.path());
    drop(browser);
    let browser = driver.desk(profile.path()).await;
    shell(&browser, &base).await;
    hands(&browser, c).await;
    let entered = entering.elapsed();
    // The last one was said to be kept; this moment the power goes again.
    cut_power(profile.path());
    drop(browser);
    let browser = driver.desk(profile.path()).await;
    shell(&browser, &base).await;
    let kept = browser.execute_async(KEPT, vec![]).await.unwrap();
    assert!(kept.get("failed").is_none(), "{kept}");
    assert_eq!(kept["mayLeave"], json!(false), "the key does not leave the browser");
    let kept: Vec<(String, String)> = serde_json::from_value(kept["deeds"].clone()).unwrap();
    assert_eq!(kept.len(), 200);
    assert_eq!(see(&browser, "#kept").await.attr("data-kept").await.unwrap().as_deref(), Some("200"));
    let data = profile.path().join("Default/IndexedDB");
    assert!(data.is_dir());
    for word in [PHONE, "13912340101", "离线7", "register"] {
        assert!(!on_disk(&data, word), "{word} stands on the disk");
    }

    // The network is back. Whoever was signed out meanwhile signs in again; everything goes by itself.
    let back = Instant::now();
    let node = Node::at(site, "demo", &port, &[]).ready();
    for n in 0.. {
        let part = browser.execute(
            "const s = document.querySelector('[data-state]')?.dataset.state ?? '';
             return [s, Number(document.querySelector('#kept')?.dataset.kept || 200)]",
            vec![],
        );
        let part = part.await.unwrap();
        if part[1] == json!(0) {
            break;
        }
        if part[0] == json!("signed-out") {
            enter(&browser, &base).await;
        }
        assert!(n < 900, "not sent: {part}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let sent = back.elapsed();

    // Each was carried out once, in the order in which it was entered: the journal says so.
    beside.store.drain(&[]).await.unwrap();
    let sql = "select body from part where subject = $1 and body is not null order by seq";
    let bodies: Vec<String> = beside.store.all(sql, args![beside.account]).await.unwrap();
    let known: BTreeMap<&str, usize> =
        kept.iter().enumerate().map(|(n, (key, _))| (key.as_str(), n)).collect();
    let order: Vec<usize> = bodies
        .iter()
        .filter_map(|body| {
            let body: Value = serde_json::from_str(body).unwrap();
            known.get(body["deed"].as_str()?).copied()
        })
        .collect();
    assert_eq!(order, (0..200).collect::<Vec<_>>(), "each once, in order");
    let count = async |sql: &'static str| beside.store.one::<i64>(sql, vec![]).await.unwrap();
    assert_eq!(count("select count(*) from counter_answer where outcome = 'refused'").await, 4);
    let mut hired = 0;
    for n in 0..40 {
        let name = beside.store.vault().blind("name", &format!("离线{n}"));
        let ids: Vec<String> =
            beside.store.all("select id from worker where name_index = $1", args![name]).await.unwrap();
        assert_eq!(ids.len(), 1, "离线{n} is registered once");
        let worker: WorkerId = ids[0].parse().unwrap();
        let row = workers::row(&beside.store, worker).await.unwrap();
        assert_eq!(row.pay().unwrap().unwrap().fen(), Fen((190 + n) * 100));
        let asked = "select count(*) from application where worker_id = $1";
        hired += beside.store.one::<i64>(asked, args![worker]).await.unwrap();
    }
    assert_eq!(hired, 40);

    // What could not be done is shown, each with its reason and with what to do.
    browser.goto(&format!("{base}/station")).await.unwrap();
    see(&browser, "[data-refused] li").await;
    sound(&browser).await;
    let shown = "return [...document.querySelectorAll('[data-refused] li')].map((li) =>
        [li.dataset.code, ...[...li.querySelectorAll('.line')].map((p) => p.textContent.length > 3)])";
    let shown = browser.execute(shown, vec![]).await.unwrap();
    let expected = [
        json!(["worker.phone_taken", true, true, true]),
        json!(["ticket.called", true, true, true]),
        json!(["job.not_open", true, true, true]),
        json!(["consent.withdrawn", true, true, true]),
    ];
    assert_eq!(shown, json!(expected));
    // Signing out keeps what its clerk has not seen; once it is seen, nothing is left in the browser.
    let left = "const done = arguments[0]; Promise.all([indexedDB.databases(), \
        navigator.serviceWorker.getRegistrations()]).then(([d, r]) => done([d.length, r.length]))";
    let leave = async || {
        press(&browser, "form[action='/sign-out'] button").await;
        for _ in 0..100 {
            if browser.current_url().await.unwrap().path() != "/station" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        browser.execute_async(left, vec![]).await.unwrap()
    };
    assert_eq!(leave().await, json!([2, 1]));
    enter(&browser, &base).await;
    for more in (0..4).rev() {
        see(&browser, "[data-refused] li button").await.click().await.unwrap();
        for _ in 0..100 {
            let count = "return document.querySelectorAll('[data-refused] li').length";
            if browser.execute(count, vec![]).await.unwrap() == json!(more) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert_eq!(leave().await, json!([0, 0]));
    assert_eq!(store::patrol(&beside.store, features::CHECKS).await.unwrap(), vec![]);
    let _ = writeln!(
        std::io::stderr(),
        "{}: 200 deeds entered in {:.1} s, one reload, two power cuts; sent in {:.1} s after the network; once each and \
         in order, 4 conflicts shown; sample made in {:.1} s, {:.1} s in all",
        if site.url.is_some() { "PostgreSQL" } else { "SQLite" },
        entered.as_secs_f64(),
        sent.as_secs_f64(),
        made.as_secs_f64(),
        started.elapsed().as_secs_f64()
    );
    browser.close().await.unwrap();
    beside.store.close().await;
    node.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_deeds_without_a_network_are_there_once_and_in_order() {
    let Some(driver) = Driver::start() else { return };
    each_site(async |site| cut(&driver, site).await).await;
}
