//! The demo's jobs: what is offered, when, where and for how much.

use kernel::{Availability, Level, Micros, PayUnit, Period, Settlement};

use super::{
    draw::Draw,
    people::pay,
    places::address,
    plan::Plan,
    words::{Words, Work},
};
use crate::{employers::EmployerKind, jobs::JobInput};

/// When a job is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// Once, on a day counted from today.
    On(i64),
    /// From that day on for some days.
    From(i64),
    /// Until further notice.
    Lasting,
}

/// A job of a shop's trade.
pub(super) fn job(plan: &Plan, draw: &mut Draw, shop: usize, when: When) -> kernel::Result<JobInput> {
    let trade = plan.shops[shop].trade;
    let from = if when == When::Lasting { &trade.lasting } else { &trade.dated };
    let work = &plan.words.works[*from.draw(draw)];
    let title = *draw.pick(&work.titles);
    titled(plan, draw, shop, when, (work, title))
}

/// A job of a certain kind of work.
pub(super) fn titled(
    plan: &Plan,
    draw: &mut Draw,
    shop: usize,
    when: When,
    (work, title): (&Work, &str),
) -> kernel::Result<JobInput> {
    let (words, place) = (plan.words, &plan.shops[shop]);
    let (hour, length) = *draw.pick(&work.hours);
    let half = if draw.chance(25) { 30 } else { 0 };
    let starts = |day| plan.moment(day, hour, half);
    let (days, period) = match when {
        When::On(day) => (7, Some(Period::new(starts(day), starts(day) + length * Micros::HOUR)?)),
        When::From(day) => {
            let last = starts(day) + draw.within(2, 9) * Micros::DAY + length * Micros::HOUR;
            (7, Some(Period::new(starts(day), last)?))
        }
        When::Lasting => (*draw.pick(&[5, 6, 6, 7]), None),
    };
    let (point, address) = if place.new.kind == EmployerKind::Household {
        // A household's own address is sealed; a posting says only the neighbourhood.
        let neighbourhood = atlas::Atlas::load().full_name(place.new.region);
        (plan.places.beside(draw, place.county, place.site), neighbourhood)
    } else if draw.chance(60) {
        (plan.places.beside(draw, place.county, place.site), place.new.address.clone().unwrap_or_default())
    } else {
        let (village, point) = plan.places.working(draw, place.county)?;
        (point, address(draw, words, village))
    };
    let crew = words.list("crews").contains(&place.trade.name) && when != When::Lasting;
    let openings = match place.new.kind {
        EmployerKind::Household => 1,
        _ if crew => draw.within(2, 10),
        _ => *draw.pick(&[1, 1, 2, 2, 3, 4]),
    };
    let pay = pay(draw, work)?;
    // Work for a single day is not paid by the month.
    let settlement = match (when, work.settlement) {
        (When::On(_), Settlement::Weekly | Settlement::Monthly) => Settlement::Completion,
        (_, settlement) => settlement,
    };
    debug_assert!(work.unit != PayUnit::Month || when == When::Lasting);
    Ok(JobInput {
        kind: work.kind,
        title: title.to_owned(),
        occupation: work.occupation.to_owned(),
        description: description(draw, words, work),
        pay,
        settlement,
        point,
        address,
        openings,
        period,
        slots: slots(days, hour, length)?,
        requirements: work.requirements.clone(),
    })
}

fn description(draw: &mut Draw, words: &Words, work: &Work) -> String {
    let (stop, clause) = (words.text("sentence"), words.text("clause"));
    let mut text = format!("{}{stop}", work.line);
    if !work.tasks.is_empty() {
        let tasks = work.tasks.join(clause);
        text.push_str(&format!("{}{tasks}{stop}", words.text("tasks")));
    }
    for perk in draw.some(&words.list(&format!("perks_{}", work.kind.as_str())), 2) {
        text.push_str(&format!("{perk}{stop}"));
    }
    text
}

/// The weekly slots of so many days from Monday and hours from `hour` on; nights after midnight have none.
fn slots(days: u8, hour: i64, length: i64) -> kernel::Result<Availability> {
    let mut all = Availability::NONE;
    for day in 0..days {
        for shift in 0..3 {
            let from = 6 + 6 * i64::from(shift);
            if hour < from + 6 && from < (hour + length).min(24) {
                all = all.union(Availability::of_shift(day, shift)?);
            }
        }
    }
    Ok(all)
}

/// The county a job of a shop stands in, for choosing who applies.
pub(super) fn county(plan: &Plan, job: usize) -> kernel::RegionCode {
    plan.shops[plan.jobs[job].shop].county.at(Level::County)
}
