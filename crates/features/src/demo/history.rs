//! Weeks of the demo's past, and what is open on the day: who applied, who was hired, who was not and why.

use kernel::{Micros, Settlement};

use super::{
    draw::{Draw, Weighted},
    plan::{LAST, Plan, What},
    work::{When, county, job},
};
use crate::{applications::Refusal, employers::EmployerKind};

/// How an application of the plan ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Hired,
    Refused,
    Declined,
    Withdrawn,
    Offered,
    Shortlisted,
    Applied,
}

/// The employers with verified ones only, each as often as it posts.
fn posting(plan: &Plan) -> kernel::Result<Weighted<usize>> {
    let verified = plan.shops.iter().enumerate().filter(|(_, shop)| shop.verified);
    let often = |kind| if kind == EmployerKind::Household { 2 } else { 7 };
    let all: Vec<_> = verified.map(|(number, shop)| (often(shop.new.kind), number)).collect();
    if all.is_empty() { Err(kernel::Error::internal("demo.scale")) } else { Ok(Weighted::new(all)) }
}

/// Jobs that are over.
pub(super) fn past(plan: &mut Plan, draw: &mut Draw, count: usize) -> kernel::Result<()> {
    let shops = posting(plan)?;
    for _ in 0..count {
        let shop = *shops.draw(draw);
        let lasting = draw.chance(14);
        let when = if lasting { When::Lasting } else { When::On(draw.within(-40, -1)) };
        let mut input = job(plan, draw, shop, when)?;
        let (at, room) = match input.period {
            Some(period) => {
                let ahead = draw.within(8, 60) * Micros::HOUR;
                (period.start() - ahead, ahead)
            }
            // Each must be over by today: filled or closed within days, or out of time after a month.
            None => (plan.moment(draw.within(-44, -32), draw.within(8, 20), 7), 4 * Micros::DAY),
        };
        if input.period.is_some_and(|p| p.start() > plan.today - 3 * LAST) {
            continue;
        }
        input.openings = input.openings.min(6);
        let openings = usize::try_from(input.openings).unwrap_or(1);
        let number = plan.post(shop, input, at);
        let filled = draw.chance(72);
        let hires = if filled { openings } else { draw.below(openings) };
        let closed = !filled && draw.chance(45);
        for _ in 0..hires {
            application(plan, draw, number, (at, room), End::Hired)?;
        }
        for _ in 0..draw.below(3) {
            let end = match draw.below(20) {
                0..9 => End::Refused,
                9..12 => End::Withdrawn,
                12..15 => End::Declined,
                15..17 => End::Offered,
                _ => End::Applied,
            };
            application(plan, draw, number, (at, room), end)?;
        }
        if closed {
            plan.step(at + room * 95 / 100, What::Close(number));
        }
    }
    Ok(())
}

/// Jobs that are open on the day; one in nine begins on it, so that 20,000 are left in the evening and most of them on the
/// days after.
pub(super) fn open(plan: &mut Plan, draw: &mut Draw, count: usize) -> kernel::Result<()> {
    let shops = posting(plan)?;
    for _ in 0..count {
        let shop = *shops.draw(draw);
        let (when, oldest) = match draw.below(100) {
            0..11 => (When::On(0), -3),
            11..62 => (When::On(draw.within(1, 13)), -5),
            62..66 => (When::From(draw.within(1, 9)), -8),
            _ => (When::Lasting, -22),
        };
        let mut input = job(plan, draw, shop, when)?;
        if when == When::On(0) && draw.chance(50) && input.settlement == Settlement::Completion {
            input.settlement = Settlement::Daily;
        }
        let at = plan.moment(draw.within(oldest, -1), 0, draw.within(8 * 60, 22 * 60));
        plan.post(shop, input, at);
    }
    // What officials have still to look at.
    let unverified: Vec<usize> = (0..plan.shops.len()).filter(|&i| !plan.shops[i].verified).collect();
    for shop in unverified {
        let when = When::On(draw.within(2, 12));
        let input = job(plan, draw, shop, when)?;
        let at = plan.moment(draw.within(-2, -1), 0, draw.within(8 * 60, 22 * 60));
        plan.post(shop, input, at);
    }
    Ok(())
}

/// Applications for what is open.
pub(super) fn waiting(plan: &mut Plan, draw: &mut Draw) -> kernel::Result<()> {
    for number in 0..plan.jobs.len() {
        let posting = &plan.jobs[number];
        let (at, shop) = (posting.at, &plan.shops[posting.shop]);
        let over = posting.period().is_some_and(|p| p.start() < plan.today);
        if over
            || !shop.verified
            || posting.shop <= super::known::MARKET
            || at < plan.today - 30 * Micros::DAY
            || !draw.chance(16)
        {
            continue;
        }
        let room = plan.today - LAST - 10 * Micros::MINUTE - at;
        let openings = posting.input.openings;
        for _ in 0..=draw.below(3) {
            // What is answered at all is answered within days.
            let (ahead, room) = (draw.within(0, (room - 3 * Micros::DAY).max(0)), room.min(3 * Micros::DAY));
            let at = at + ahead;
            let end = match draw.below(20) {
                0 | 1 if openings > 3 => End::Hired,
                2..4 => End::Offered,
                4..7 => End::Shortlisted,
                7 => End::Withdrawn,
                8 => End::Refused,
                _ => End::Applied,
            };
            application(plan, draw, number, (at, room), end)?;
        }
    }
    Ok(())
}

/// One application and what becomes of it within `room` after `at`; none where nobody is free.
fn application(
    plan: &mut Plan,
    draw: &mut Draw,
    job: usize,
    (at, room): (Micros, i64),
    end: End,
) -> kernel::Result<()> {
    let part = |percent: i64| at + room * percent / 100;
    let Some(worker) = applicant(plan, draw, job, at) else { return Ok(()) };
    let number = plan.ask(worker, job, part(draw.within(4, 48)));
    let (closer, answer) = (part(50), part(draw.within(52, 62)));
    if end == End::Shortlisted || (end == End::Hired && draw.chance(40)) || end == End::Offered {
        plan.step(closer, What::Shortlist(number));
    }
    // Answers come before anybody accepts, so that no offer meets a job that is full.
    let later = part(64) + (room * draw.within(2, 28) / 100).min(10 * Micros::HOUR);
    match end {
        End::Hired => {
            plan.step(answer, What::Offer(number));
            plan.step(later, What::Accept(number));
        }
        End::Declined => {
            plan.step(answer, What::Offer(number));
            plan.step(answer + room / 100, What::Decline(number, *draw.pick(Refusal::BY_WORKER)));
        }
        End::Offered => {
            // An offer stands for a day: what is open today was offered on the last evening.
            let last = plan.today - draw.within(70, 240) * Micros::MINUTE;
            let open = plan.jobs[job].period().is_none_or(|p| p.start() >= plan.today);
            let lately = open && at > plan.today - 30 * Micros::DAY;
            plan.step(if lately { last.max(part(63)) } else { answer }, What::Offer(number));
        }
        End::Refused => plan.step(answer, What::Refuse(number, *draw.pick(Refusal::BY_EMPLOYER))),
        End::Withdrawn => plan.step(answer, What::Withdraw(number)),
        End::Shortlisted | End::Applied => {}
    }
    Ok(())
}

/// Somebody of the county who was registered before `at` and is free on the job's days; of the trade, if possible.
fn applicant(plan: &mut Plan, draw: &mut Draw, job: usize, at: Micros) -> Option<usize> {
    let (county, trade) = (county(plan, job), plan.shops[plan.jobs[job].shop].trade.name);
    let lasting = plan.jobs[job].period().is_none();
    let here = plan.pools.get(&(county, trade, lasting)).map(Vec::as_slice).unwrap_or_default();
    let known = |worker: usize| plan.people[worker].since < at - Micros::DAY;
    let ready = here.partition_point(|&worker| known(worker));
    let mut tried: Vec<usize> = Vec::with_capacity(40);
    for _ in 0..if ready > 0 { 10 } else { 0 } {
        // Some come again and again.
        let among = if draw.chance(40) { ready.div_ceil(6) } else { ready };
        tried.push(here[draw.below(among)]);
    }
    let anybody = (0..40).map(|_| draw.below(plan.people.len()));
    tried.extend(
        anybody.filter(|&w| plan.people[w].lasting == lasting && known(w) && w != super::known::WORKER),
    );
    tried.into_iter().find(|&worker| plan.take_days(worker, job))
}
