//! One of everybody in a small place, inside and outside of it, and something of everything to ask for.

#![allow(dead_code, missing_docs, reason = "each test binary uses a part")]

use std::collections::BTreeMap;

use super::browsing::{Browser, Town};
use super::common::{PASSWORD, World};
use super::town::{self, GULOU};
use axum::http::{Request, StatusCode, header};
use features::consents::{self, Act, ConsentId, Given, How};
use features::counter::{self, Deed, Item, Purpose, Taking, TicketId};
use features::employers::{MemberRole, NewPaper, PaperKind};
use features::{accounts, accounts::SignedIn, applications, codes, employers, offices, twins, views};
use kernel::{Actor, EmployerId, Micros, Operation, RegionCode, Role, Scope, WorkerId};

pub const PROVINCE: &str = "350000000000";
pub const FUZHOU: &str = "350100000000";
pub const XIAMEN: &str = "350200000000";

/// Somebody who asks.
pub struct Persona {
    pub name: &'static str,
    pub token: String,
    pub here: Option<SignedIn>,
}

impl Persona {
    pub fn actor(&self) -> Actor {
        self.here.as_ref().map_or_else(Actor::visitor, |here| here.actor.clone())
    }
}

/// What is asked for: all of it in one county.
pub struct Targets {
    pub worker: WorkerId,
    pub employer: EmployerId,
    pub ids: BTreeMap<&'static str, String>,
}

pub struct Crowd {
    pub people: Vec<Persona>,
    pub targets: Targets,
}

async fn signed(world: &World, name: &'static str, token: String) -> Persona {
    let here = world.here(&token).await;
    Persona { name, token, here: Some(here) }
}

async fn member(world: &World, boss: &SignedIn, shop: EmployerId, phone: &str, role: Role) -> String {
    let role = role.as_str().parse().unwrap();
    employers::invite_member(&world.store, &boss.actor, shop, &phone.parse().unwrap(), role).await.unwrap();
    let token = world.token_again(phone).await;
    let asked = world.here(&token).await;
    let waiting = views::invitations(&world.store, &asked.actor, asked.account).await.unwrap();
    let grant = waiting[0].id;
    employers::answer_invitation(&world.store, &asked.actor, asked.account, grant, true).await.unwrap();
    token
}

/// A phone of a worker that may show their code.
async fn phone(world: &World, worker: &SignedIn, own: WorkerId) -> String {
    let (store, secret) = (&world.store, ::codes::Secret::read(&[2; 32]).unwrap());
    let challenge = &codes::challenge(store, &worker.actor, own).await.unwrap();
    let (key, signature) = (secret.public(), ::codes::prove(&secret, challenge).bytes());
    let proof = codes::Proof { public_key: key.bytes(), challenge, signature: &signature, device: "phone" };
    codes::certify(store, &worker.actor, own, proof).await.unwrap();
    codes::phones(store, &worker.actor, own).await.unwrap()[0].id.to_string()
}

impl Crowd {
    pub async fn gather(world: &World) -> Crowd {
        let store = &world.store;
        let first = world.official(PROVINCE).await;
        world.founder("second.official", PROVINCE).await;

        let (worker, own) = town::worker(world, "13805910001").await;
        let worker_token = world.token_again("13805910001").await;
        town::worker(world, "13805910002").await;
        let other_token = world.token_again("13805910002").await;
        let (boss, shop) = town::employer(world, "13805910011", true).await;
        let boss_token = world.token_again("13805910011").await;
        let boss = SignedIn { session_id: boss.session_id, ..world.here(&boss_token).await };
        town::employer(world, "13805910012", true).await;
        let rival_token = world.token_again("13805910012").await;
        let poster = member(world, &boss, shop, "13805910013", Role::Poster).await;
        let payer = member(world, &boss, shop, "13805910014", Role::Payer).await;
        let (asked, role) = ("13805910015".parse().unwrap(), MemberRole::Owner);
        employers::invite_member(store, &boss.actor, shop, &asked, role).await.unwrap();
        let file = super::papers::png(9, 9, b"x");
        let paper = NewPaper { file, ..NewPaper::default() };
        let paper = employers::hand_in(store, &boss.actor, shop, PaperKind::Licence, &paper).await.unwrap();

        let left = features::ledgers::NewFact {
            kind: ledger::Kind::Discharged,
            value: "yes".into(),
            from: "2020-12-01".parse().unwrap(),
            to: None,
            source: features::ledgers::FactSource::Paper,
            note: String::new(),
            corrects: None,
            void: false,
        };
        features::ledgers::record(store, &first.actor, own, left).await.unwrap();

        let (_, once) = town::worker(world, "13805910003").await;
        let (_, twice) = town::worker(world, "13805910004").await;
        let kept = twins::merge(store, &first.actor, once, twice, "papers seen", false).await.unwrap();
        let merge = twins::merges(store, &first.actor, kept).await.unwrap().remove(0).id;

        let job = town::post(world, &boss, shop, &town::input(town::shift(world, 48, 4), 2)).await;
        let waits = town::post(world, &boss, shop, &town::input(town::shift(world, 72, 4), 2)).await;
        let application = applications::apply(store, &worker.actor, own, job.id).await.unwrap();

        let mut people = vec![
            Persona { name: "visitor", token: String::new(), here: None },
            signed(world, "worker", worker_token).await,
            signed(world, "other_worker", other_token).await,
            signed(world, "owner", boss_token).await,
            signed(world, "rival", rival_token).await,
            signed(world, "poster", poster).await,
            signed(world, "payer", payer).await,
        ];
        for (name, role, region) in [
            ("staff_in", Role::Staff, GULOU),
            ("staff_out", Role::Staff, XIAMEN),
            ("official_in", Role::Official, FUZHOU),
            ("official_out", Role::Official, XIAMEN),
            ("finance_in", Role::Finance, FUZHOU),
            ("finance_out", Role::Finance, XIAMEN),
            ("auditor_in", Role::Auditor, FUZHOU),
            ("auditor_out", Role::Auditor, XIAMEN),
            ("counsellor_in", Role::Counsellor, FUZHOU),
            ("provider_in", Role::Provider, FUZHOU),
            ("operator", Role::Operator, PROVINCE),
        ] {
            let login = name.replace('_', ".");
            world.appoint(&login, role, region).await;
            let token = world.office_token(&login, PASSWORD).await;
            people.push(signed(world, name, token).await);
        }
        let clerk = people.iter().find(|one| one.name == "staff_in").unwrap().here.clone().unwrap();
        let phone = phone(world, &worker, own).await;
        let card = codes::CardId::from_uuid(store.scribe().uuid());
        codes::issue_card(store, &clerk.actor, own, card, "402913").await.unwrap();
        let consent = ConsentId::from_uuid(store.scribe().uuid());
        let given = Given {
            id: consent,
            worker: own,
            acts: Act::ALL.iter().copied().collect(),
            how: How::Spoken,
            until: store.now() + 80 * Micros::DAY,
        };
        consents::record(store, &clerk.actor, &given).await.unwrap();
        let ticket = TicketId::from_uuid(store.scribe().uuid());
        let taking = Taking { id: ticket, given: None, purpose: Purpose::Work, first: false, worker: None };
        let item = Item { key: "a-number-taken".into(), entered_at: None, deed: Deed::Take(taking) };
        counter::carry_out(store, &clerk.actor, gulou(), &item).await.unwrap();
        let factor = accounts::begin_totp(store, &first.actor, "phone", "x").await.unwrap().id;
        let session = people[1].here.as_ref().unwrap().session_id.clone();
        let proposal = offices::propose_reset(store, &first.actor, clerk.account, "lost").await.unwrap();
        let members = views::members(store, &boss.actor, shop).await.unwrap();
        let waiting = members.iter().find(|one| !one.agreed).unwrap().grant;
        let agreed = members.iter().find(|one| one.agreed && !one.me).unwrap().grant;
        let ids = BTreeMap::from([
            ("worker", own.to_string()),
            ("employer", shop.to_string()),
            ("job", job.id.to_string()),
            ("review", waits.id.to_string()),
            ("application", application.id.to_string()),
            ("member", agreed.to_string()),
            ("invitation", waiting.to_string()),
            ("grant", clerk.grants[0].id.to_string()),
            ("account", clerk.account.to_string()),
            ("proposal", proposal.to_string()),
            ("factor", factor.to_string()),
            ("merge", merge),
            ("session", session),
            ("phone", phone),
            ("consent", consent.to_string()),
            ("ticket", ticket.to_string()),
            ("paper", paper.to_string()),
            ("region", GULOU.to_owned()),
            ("occupation", "4-10-01-01".to_owned()),
        ]);
        Crowd { people, targets: Targets { worker: own, employer: shop, ids } }
    }
}

/// A route asked by somebody: what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// In: an answer, or what was wrong with what they sent.
    In(StatusCode),
    /// Out: sign in, may not, no such thing.
    Out(StatusCode),
}

impl Persona {
    /// Asks as a browser would, with this persona's own form token; or as a program, under `/api/`.
    pub async fn ask(
        &self,
        town: &Town,
        method: &str,
        path: &str,
        fields: &[(&str, &str)],
        json: &str,
    ) -> Came {
        let mut browser = town.browser();
        if path.starts_with("/api/") || path == "/openapi.json" {
            let mut request = Request::builder().method(method.to_uppercase().as_str()).uri(path);
            if !self.token.is_empty() {
                request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
            }
            let body = if json.is_empty() { String::new() } else { json.to_owned() };
            let request = request.header(header::CONTENT_TYPE, "application/json");
            return came(browser.send(request, body).await, method == "get");
        }
        self.carry(&mut browser).await;
        match method {
            "get" => came(browser.get(path).await, true),
            _ => came(browser.post(path, fields).await, false),
        }
    }

    async fn carry(&self, browser: &mut Browser<'_>) {
        match &self.here {
            Some(here) => {
                browser.cookies.insert("sid".into(), self.token.clone());
                browser.csrf.clone_from(&here.csrf);
            }
            None => {
                browser.get("/sign-in").await;
            }
        }
    }
}

fn came(seen: super::browsing::Seen, read: bool) -> Came {
    const DOORS: [&str; 4] = ["/sign-in", "/staff/sign-in", "/employer/new", "/me/register"];
    let door =
        DOORS.iter().any(|door| seen.location == *door || seen.location.starts_with(&format!("{door}?")));
    match seen.status {
        // A page that leads elsewhere shows nothing; a form that was taken leads on.
        status if status.is_redirection() && (door || read) => Came::Out(status),
        status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) => {
            Came::Out(status)
        }
        status => Came::In(status),
    }
}

/// Whether the table lets a persona do an operation on any of the scopes.
pub fn allowed(persona: &Persona, operation: Operation, scopes: &[Scope]) -> bool {
    scopes.iter().any(|scope| persona.actor().may(operation, scope).is_ok())
}

pub fn gulou() -> RegionCode {
    GULOU.parse().unwrap()
}

pub const LONG: i64 = 300 * Micros::DAY;
