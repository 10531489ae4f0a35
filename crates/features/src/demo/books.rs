//! Facts about people of the sample province, so that every ledger has somebody in it: eight who are invented with their
//! papers and stand in the lists of other offices, and a part of those who were drawn. Written down by an official like any
//! other; made again after an interruption, whoever has a fact already is left as they are.

use kernel::{Actor, Availability, Fen, IdNumber, Micros, Pay, PayUnit, RegionCode, Result, WorkerId};
use ledger::{Day, Group, Kind};
use store::{Store, args};

use super::{firms, offices::PROVINCE};
use crate::{
    ledgers::{self, ContactHow, FactSource, FileRegister, NewContact, NewFact},
    workers::{self, About, Registration, RegistrationKind},
};

/// What is written down: what, what it says, so many days from the demo's day, until so many, from where.
type Said = (Kind, &'static str, i64, Option<i64>, FactSource);

struct One {
    phone: &'static str,
    name: &'static str,
    number: &'static str,
    village: &'static str,
    said: &'static [Said],
    /// Where a register is asked.
    asked: Option<Group>,
    /// Whether somebody has spoken with them.
    spoken: Option<&'static str>,
}

const PERSON: FactSource = FactSource::Person;
const PAPER: FactSource = FactSource::Paper;
const IMPORT: FactSource = FactSource::Import;
const STATION: FactSource = FactSource::Station;

const PEOPLE: [One; 8] = [
    One {
        phone: "13800000101",
        name: "陈桂花",
        number: "35010219751108204",
        village: "350102001001",
        said: &[
            (Kind::Unemployed, "yes", -430, None, PAPER),
            (Kind::LowIncome, "yes", -200, None, IMPORT),
            (Kind::Need, "skill", -12, None, PERSON),
        ],
        asked: Some(Group::Difficulty),
        spoken: Some("想学月嫂，孩子四点放学，早班可以。"),
    },
    One {
        phone: "13800000102",
        name: "林志远",
        number: "35010220030721301",
        village: "350102001001",
        said: &[
            (Kind::Graduated, "bachelor", -140, None, IMPORT),
            (Kind::Employed, "no", -140, None, PERSON),
        ],
        asked: Some(Group::Graduates),
        spoken: None,
    },
    One {
        phone: "13800000103",
        name: "王建军",
        number: "35010219900415305",
        village: "350102001002",
        said: &[(Kind::Discharged, "yes", -900, None, PAPER), (Kind::Need, "work", -3, None, STATION)],
        asked: Some(Group::Veterans),
        spoken: Some("有驾照，愿意跑货运。"),
    },
    One {
        phone: "13800000104",
        name: "黄小芳",
        number: "35010219880903402",
        village: "350102001002",
        said: &[
            (Kind::Disability, "3", -700, Some(1_100), PAPER),
            (Kind::Unemployed, "yes", -90, None, PAPER),
        ],
        asked: Some(Group::Disabled),
        spoken: None,
    },
    One {
        phone: "13800000105",
        name: "郑阿土",
        number: "35012319850212107",
        village: "350102002002",
        said: &[
            (Kind::Household, "rural", -5_000, None, PAPER),
            (Kind::Away, "yes", -320, None, PERSON),
            (Kind::Need, "protection", -30, None, PERSON),
        ],
        asked: None,
        spoken: Some("上一家欠了半个月工钱，已经告诉他去哪里说。"),
    },
    One {
        phone: "13800000106",
        name: "吴秀珍",
        number: "35010219690520208",
        village: "350102002002",
        said: &[(Kind::Domestic, "yes", -1_000, None, PERSON)],
        asked: None,
        spoken: None,
    },
    One {
        phone: "13800000107",
        name: "许大力",
        number: "35010219791230109",
        village: "350102002003",
        said: &[
            (Kind::Disability, "4", -2_000, Some(-20), PAPER),
            (Kind::Unemployed, "yes", -60, None, PAPER),
        ],
        asked: None,
        spoken: None,
    },
    One {
        phone: "13800000108",
        name: "蔡明珠",
        number: "35010219920606206",
        village: "350102002003",
        said: &[(Kind::Disability, "2", -400, None, PERSON)],
        asked: Some(Group::Disabled),
        spoken: None,
    },
];

/// What people who were drawn have said, one after the other.
const STORIES: [&[Said]; 10] = [
    &[(Kind::Unemployed, "yes", -400, None, PAPER), (Kind::Born, "male", -20_800, None, PAPER)],
    &[(Kind::Graduated, "college", -160, None, IMPORT), (Kind::Employed, "no", -160, None, PERSON)],
    &[(Kind::Discharged, "yes", -1_500, None, IMPORT)],
    &[(Kind::Disability, "3", -700, Some(400), PAPER), (Kind::Born, "female", -15_000, None, PAPER)],
    &[
        (Kind::Household, "rural", -4_000, None, PAPER),
        (Kind::Away, "yes", -300, None, PERSON),
        (Kind::Born, "male", -13_000, None, PAPER),
    ],
    &[(Kind::Domestic, "yes", -250, None, PERSON)],
    &[(Kind::Unemployed, "yes", -60, None, PAPER), (Kind::Born, "female", -9_500, None, PAPER)],
    &[(Kind::Unemployed, "yes", -35, None, PAPER), (Kind::LowIncome, "yes", -300, None, IMPORT)],
    &[(Kind::Graduated, "vocational", -420, None, IMPORT)],
    &[(Kind::Unemployed, "yes", -220, None, PAPER), (Kind::Employed, "yes", -20, None, PERSON)],
];

/// So many of those who were drawn have a story.
const DRAWN: i64 = 300;

/// Writes down what is not there yet.
pub(super) async fn keep(store: &Store, today: Micros) -> Result<()> {
    let official = firms::officer(store, "province", PROVINCE).await?;
    let (today, register) = (Day::of(today), FileRegister::demo());
    for one in &PEOPLE {
        let Some(worker) = registered(store, one).await? else { continue };
        told(store, &official, worker, today, one.said).await?;
        if let Some(group) = one.asked {
            ledgers::verify(store, &official, &register, worker, group).await?;
        }
        if let Some(note) = one.spoken {
            let contact = NewContact { how: ContactHow::Visit, note: note.to_owned() };
            ledgers::keep_contact(store, &official, worker, contact).await?;
        }
    }
    let before = today.start();
    let all: i64 = store.one(include_str!("drawn_count.sql"), args![before]).await?;
    let every = (all / DRAWN).max(1);
    let ids: Vec<String> = store.all(include_str!("drawn.sql"), args![before]).await?;
    let some = ids.iter().step_by(usize::try_from(every).unwrap_or(1)).take(DRAWN as usize);
    for (number, id) in some.enumerate() {
        let worker: WorkerId = id.parse()?;
        let known: i64 = store.one(include_str!("fact_count.sql"), args![worker]).await?;
        if known == 0 {
            told(store, &official, worker, today, STORIES[number % STORIES.len()]).await?;
        }
    }
    Ok(store.drain(&[]).await?)
}

async fn told(store: &Store, official: &Actor, worker: WorkerId, today: Day, said: &[Said]) -> Result<()> {
    for (kind, value, from, to, source) in said {
        let fact = NewFact {
            kind: *kind,
            value: (*value).to_owned(),
            from: today.later(*from),
            to: to.map(|to| today.later(to)),
            source: *source,
            note: String::new(),
            corrects: None,
            void: false,
        };
        ledgers::record(store, official, worker, fact).await?;
    }
    Ok(())
}

/// Registers one of the eight; nobody if they are there already.
async fn registered(store: &Store, one: &One) -> Result<Option<WorkerId>> {
    let number = IdNumber::with_check(one.number)?;
    let [index, other] = store.vault().blinds("id_number", number.as_str());
    let there: Option<workers::Holder> =
        store.maybe(include_str!("../workers/of_id_number.sql"), args![index, other]).await?;
    if there.is_some() {
        return Ok(None);
    }
    let account = firms::opened(store, one.phone).await?;
    let own = Actor::signed_in(account, None, Vec::new());
    let region: RegionCode = one.village.parse()?;
    let input = Registration {
        name: one.name.parse()?,
        kind: RegistrationKind::Gig,
        id_number: Some(number),
        region,
        home: None,
        occupations: vec!["4-10-01-06".to_owned()],
        availability: Availability::ALL,
        reach_m: 5_000,
        pay: Pay::new(PayUnit::Day, Fen(18_000))?,
        about: About::default(),
        findable: false,
    };
    workers::register(store, &own, account, input).await.map(Some)
}
