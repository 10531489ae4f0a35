//! The people a visitor can sign in as, and the work around them.

use kernel::{Fen, Level, Micros, Pay, PayUnit, Phone, Point, RegionCode, Settlement};

use super::{
    draw::Draw,
    plan::{LAST, Plan, What},
    shops::{Shop, credit_code},
    words::{Trade, Words, Work},
    work::{When, titled},
};
use crate::{
    applications::Refusal,
    employers::{EmployerKind, New},
    workers::Registration,
};

/// The county of all of them.
const COUNTY: &str = "350102000000";
/// The worker's number.
pub(super) const WORKER: usize = 0;
/// The kitchen's number.
const KITCHEN: usize = 0;
/// The market's number.
pub(super) const MARKET: usize = 1;
const WORKER_PHONE: &str = "13800000001";
const KITCHEN_PHONE: &str = "13800000002";
const MARKET_PHONE: &str = "13800000003";

/// Puts them in the place of the first drawn, so that nobody else is displaced.
pub(super) fn people(plan: &mut Plan, draw: &mut Draw) -> kernel::Result<()> {
    let county: RegionCode = COUNTY.parse()?;
    let middle = plan.places.middle(county)?;
    let region = crate::jobs::region_of(middle)?;
    let early = plan.moment(-50, 9, 20);
    let (Some(person), true) = (plan.people.first_mut(), plan.shops.len() > MARKET) else {
        return Err(kernel::Error::internal("demo.scale"));
    };
    let food = trade(plan.words, "food")?;
    for pool in plan.pools.values_mut() {
        pool.retain(|&number| number != WORKER);
    }
    person.phone = WORKER_PHONE.parse()?;
    person.since = early;
    person.county = county;
    (person.trade, person.lasting) = (food.name, false);
    let wish = &plan.words.works[0];
    let occupations = ["4-03-02-05", "4-09-08-01", "4-10-01-06"].map(str::to_owned).to_vec();
    person.registrations.truncate(1);
    for registration in &mut person.registrations {
        *registration = Registration {
            name: plan.words.text("known_worker").parse()?,
            kind: crate::workers::RegistrationKind::Gig,
            region,
            home: Some(middle),
            occupations: occupations.clone(),
            availability: kernel::Availability::ALL,
            reach_m: 3_000,
            findable: true,
            pay: Pay::new(wish.unit, Fen(wish.yuan.0 * 100))?,
            ..registration.clone()
        };
    }
    let beside = plan.places.beside(draw, county, middle);
    let shop = |site: Point, trade, text, phone: &str, number| -> kernel::Result<Shop> {
        let region = crate::jobs::region_of(site)?;
        let new = New {
            kind: EmployerKind::SoleTrader,
            name: plan.words.text(text).to_owned(),
            credit_code: credit_code(EmployerKind::SoleTrader, county, number)?,
            region,
            address: Some(super::places::address(&mut Draw::of(number as u64, 9), plan.words, region)),
        };
        let phone: Phone = phone.parse()?;
        Ok(Shop { phone, new, since: early - 8 * Micros::DAY, verified: true, county, site, trade })
    };
    let kitchen = shop(beside, food, "known_kitchen", KITCHEN_PHONE, KITCHEN)?;
    let market = shop(
        plan.places.beside(draw, county, middle),
        trade(plan.words, "shop")?,
        "known_market",
        MARKET_PHONE,
        MARKET,
    )?;
    plan.shops[KITCHEN] = kitchen;
    plan.shops[MARKET] = market;
    Ok(())
}

/// The kitchen's shift tonight with its five applicants, the market's offer, and the worker's past; how many are open.
pub(super) fn jobs(plan: &mut Plan, draw: &mut Draw) -> kernel::Result<usize> {
    let words = plan.words;
    let help = first(words, "food")?;
    for day in [-23, -16, -9, -4] {
        let mut input = titled(plan, draw, KITCHEN, When::On(day), help)?;
        (input.openings, input.point) = (1, plan.shops[KITCHEN].site);
        let at = plan.moment(day - 1, 15, 0);
        let job = plan.post(KITCHEN, input, at);
        if plan.take_days(WORKER, job) {
            let number = plan.ask(WORKER, job, at + Micros::HOUR);
            plan.step(at + 3 * Micros::HOUR, What::Offer(number));
            plan.step(at + 4 * Micros::HOUR, What::Accept(number));
        }
    }
    let mut tonight = titled(plan, draw, KITCHEN, When::On(0), help)?;
    tonight.point = plan.shops[KITCHEN].site;
    tonight.address = plan.shops[KITCHEN].new.address.clone().unwrap_or_default();
    tonight.openings = 2;
    tonight.pay = Pay::new(PayUnit::Day, Fen(20_000))?;
    tonight.settlement = Settlement::Daily;
    tonight.period = Some(kernel::Period::new(plan.moment(0, 14, 0), plan.moment(0, 22, 0))?);
    let tonight = plan.post(KITCHEN, tonight, plan.moment(-1, 17, 30));
    let near = |plan: &Plan| -> Vec<usize> {
        let pools =
            plan.pools.iter().filter(|((county, ..), _)| county.at(Level::City).as_str() == "350100000000");
        let gigs = pools.filter(|((_, _, lasting), _)| !lasting).flat_map(|(_, pool)| pool.iter().copied());
        gigs.filter(|&w| plan.people[w].since < plan.today - 4 * Micros::DAY).collect()
    };
    let mut near = near(plan);
    // The nearest county first.
    near.sort_by_key(|&w| (plan.people[w].county.as_str() != COUNTY, w));
    let mut last = plan.today - LAST;
    let others: Vec<usize> = near.into_iter().filter(|&w| plan.take_days(w, tonight)).take(4).collect();
    let applicants = others.into_iter().chain(plan.take_days(WORKER, tonight).then_some(WORKER));
    for (place, worker) in applicants.collect::<Vec<_>>().into_iter().enumerate() {
        last = last + 6 * Micros::MINUTE;
        let number = plan.ask(worker, tonight, last);
        if place == 1 {
            plan.step(last + 90 * Micros::SECOND, What::Shortlist(number));
        }
    }
    market(plan, draw, first(words, "shop")?, last)?;
    Ok(3)
}

/// The market offers tomorrow's shift to the worker, and did not need her the day after.
fn market(plan: &mut Plan, draw: &mut Draw, work: (&Work, &str), mut last: Micros) -> kernel::Result<()> {
    for (day, offered) in [(1, true), (3, false)] {
        let mut input = titled(plan, draw, MARKET, When::On(day), work)?;
        (input.openings, input.point) = (3, plan.shops[MARKET].site);
        let job = plan.post(MARKET, input, plan.moment(-2, 16, 10 * day));
        if plan.take_days(WORKER, job) {
            let number = plan.ask(WORKER, job, plan.moment(-1, 19, 10 * day));
            last = last + 5 * Micros::MINUTE;
            let answer = if offered { What::Offer(number) } else { What::Refuse(number, Refusal::Time) };
            plan.step(last, answer);
        }
    }
    Ok(())
}

fn trade(words: &'static Words, name: &str) -> kernel::Result<&'static Trade> {
    words.trades.all().find(|trade| trade.name == name).ok_or(kernel::Error::internal("demo.words"))
}

/// The first work of a trade and its first title.
fn first(words: &'static Words, trade: &str) -> kernel::Result<(&'static Work, &'static str)> {
    let work = words.works.iter().find(|work| work.trade == trade);
    work.and_then(|work| Some((work, *work.titles.first()?))).ok_or(kernel::Error::internal("demo.words"))
}
