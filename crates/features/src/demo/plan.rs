//! What happens in the demo province, in order of time: a pure function of seed, day and scale.
//!
//! People, employers, jobs and applications are numbered; ids are given by whoever carries the plan out. It refuses to
//! put anything into the future: the plan ends before the day begins.

use std::collections::{BTreeMap, HashSet};

use atlas::Census;
use kernel::{Micros, Period, Phone, RegionCode, day_start};

use super::{
    Summary,
    draw::Draw,
    history, known,
    people::{Crowd, Person},
    places::Places,
    resumes,
    shops::{Shop, shop},
    words::Words,
};
use crate::{applications::Refusal, jobs::JobInput};

/// How long ago the first people came, in days.
pub(super) const DAYS: i64 = 60;
/// The last part of the plan belongs to the people a visitor can sign in as.
pub(super) const LAST: i64 = Micros::HOUR;

/// One thing that happens. The numbers are places in the plan's lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// A person (first the workers, then the employers) opens an account.
    Open(usize),
    /// A worker registers, for the first or second time.
    Register(usize, usize),
    /// A worker writes a résumé, for the first or second time.
    Write(usize, usize),
    /// An employer registers.
    Found(usize),
    /// An official verifies an employer.
    Verify(usize),
    /// An employer hands a job in.
    Post(usize),
    /// An employer ends a job.
    Close(usize),
    /// A worker applies.
    Apply(usize),
    /// The employer looks closer.
    Shortlist(usize),
    /// The employer makes an offer.
    Offer(usize),
    /// The worker takes it.
    Accept(usize),
    /// The worker does not.
    Decline(usize, Refusal),
    /// The employer says no.
    Refuse(usize, Refusal),
    /// The worker takes the application back.
    Withdraw(usize),
    /// The program does what is due.
    Tick,
}

/// When, and what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) at: Micros,
    pub(super) what: What,
}

/// A job of the plan.
pub(super) struct Posting {
    pub(super) shop: usize,
    pub(super) input: JobInput,
    pub(super) at: Micros,
}

impl Posting {
    /// When it begins, if it has a date.
    pub(super) fn period(&self) -> Option<Period> {
        self.input.period
    }
}

/// An application of the plan.
pub(super) struct Asked {
    pub(super) worker: usize,
    pub(super) job: usize,
}

/// The plan.
pub(super) struct Plan {
    pub(super) today: Micros,
    pub(super) people: Vec<Person>,
    pub(super) shops: Vec<Shop>,
    pub(super) jobs: Vec<Posting>,
    pub(super) asked: Vec<Asked>,
    pub(super) steps: Vec<Step>,
    pub(super) words: &'static Words,
    pub(super) places: Places,
    /// Workers by county, trade and whether they look for lasting work, in order of their coming.
    pub(super) pools: BTreeMap<(RegionCode, &'static str, bool), Vec<usize>>,
    /// The days on which a worker has asked for work; nobody asks for two things that meet.
    pub(super) busy: HashSet<(usize, i64)>,
}

/// How many of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) people: usize,
    pub(super) shops: usize,
    pub(super) open: usize,
    pub(super) past: usize,
}

impl Counts {
    /// The whole province, or one part in `scale` of it.
    pub(super) fn of(scale: usize) -> Self {
        let part = |n: usize| n / scale.max(1);
        Self { people: part(50_000), shops: part(3_000), open: part(22_600), past: part(4_300) }
    }
}

impl Plan {
    /// The plan for the day that `today` lies in.
    pub(super) fn of(seed: u64, today: Micros, scale: usize) -> kernel::Result<Self> {
        let counts = Counts::of(scale);
        let mut plan = Self {
            today: day_start(today),
            people: Vec::with_capacity(counts.people),
            shops: Vec::with_capacity(counts.shops),
            jobs: Vec::new(),
            asked: Vec::new(),
            steps: Vec::new(),
            words: Words::load(),
            places: Places::new(),
            pools: BTreeMap::new(),
            busy: HashSet::new(),
        };
        plan.draw_people(&mut Draw::of(seed, 1), counts.people)?;
        plan.draw_shops(&mut Draw::of(seed, 2), counts.shops)?;
        known::people(&mut plan, &mut Draw::of(seed, 3))?;
        plan.arrivals(&mut Draw::of(seed, 4));
        history::past(&mut plan, &mut Draw::of(seed, 5), counts.past)?;
        let known = known::jobs(&mut plan, &mut Draw::of(seed, 6))?;
        history::open(&mut plan, &mut Draw::of(seed, 7), counts.open.saturating_sub(known))?;
        history::waiting(&mut plan, &mut Draw::of(seed, 8))?;
        resumes::write(&mut plan);
        for hour in 1..=DAYS * 24 - 1 {
            plan.step(plan.today - DAYS * Micros::DAY + hour * Micros::HOUR - Micros::MINUTE, What::Tick);
        }
        plan.steps.sort_by_key(|step| step.at);
        Ok(plan)
    }

    /// The moment of an hour and minute, so many days from today.
    pub(super) fn moment(&self, day: i64, hour: i64, minute: i64) -> Micros {
        self.today + day * Micros::DAY + hour * Micros::HOUR + minute * Micros::MINUTE
    }

    pub(super) fn step(&mut self, at: Micros, what: What) {
        self.steps.push(Step { at, what });
    }

    /// The phone of an account.
    pub(super) fn phone(&self, account: usize) -> &Phone {
        match self.people.get(account) {
            Some(person) => &person.phone,
            None => &self.shops[account - self.people.len()].phone,
        }
    }

    /// How much it holds.
    pub(super) fn summary(&self) -> Summary {
        Summary {
            workers: self.people.len(),
            employers: self.shops.len(),
            jobs: self.jobs.len(),
            applications: self.asked.len(),
            entries: 0,
        }
    }

    /// Adds a job and its posting.
    pub(super) fn post(&mut self, shop: usize, input: JobInput, at: Micros) -> usize {
        self.jobs.push(Posting { shop, input, at });
        self.step(at, What::Post(self.jobs.len() - 1));
        self.jobs.len() - 1
    }

    /// Adds an application.
    pub(super) fn ask(&mut self, worker: usize, job: usize, at: Micros) -> usize {
        self.asked.push(Asked { worker, job });
        self.step(at, What::Apply(self.asked.len() - 1));
        self.asked.len() - 1
    }

    /// Marks a job's days as a worker's; no if one is taken.
    pub(super) fn take_days(&mut self, worker: usize, job: usize) -> bool {
        let day = |at: Micros| (at.0 + 8 * Micros::HOUR).div_euclid(Micros::DAY);
        let days = match self.jobs[job].period() {
            Some(period) => day(period.start())..=day(period.end()),
            None => i64::MAX..=i64::MAX,
        };
        let free = days.clone().all(|day| !self.busy.contains(&(worker, day)));
        if free {
            self.busy.extend(days.map(|day| (worker, day)));
        }
        free
    }

    fn draw_people(&mut self, draw: &mut Draw, count: usize) -> kernel::Result<()> {
        let mut crowd = Crowd::new(self.words);
        for (county, share) in Census::load().apportion(count) {
            if !self.places.has(county) {
                continue;
            }
            let mut days: Vec<(i64, i64)> =
                (0..share).map(|_| (draw.within(-DAYS + 1, -2), draw.within(7 * 60, 21 * 60))).collect();
            days.sort_unstable();
            for (day, minute) in days {
                let number = self.people.len();
                let since = self.moment(day, 0, minute) + draw.within(0, 59) * Micros::SECOND;
                let person = crowd.person(draw, &self.places, number, county, since)?;
                self.pools.entry((county, person.trade, person.lasting)).or_default().push(number);
                self.people.push(person);
            }
        }
        Ok(())
    }

    fn draw_shops(&mut self, draw: &mut Draw, count: usize) -> kernel::Result<()> {
        for (county, share) in Census::load().apportion(count) {
            if !self.places.has(county) {
                continue;
            }
            for _ in 0..share {
                let (number, account) = (self.shops.len(), self.people.len() + self.shops.len());
                let since = self.moment(draw.within(-DAYS, -46), 0, draw.within(8 * 60, 20 * 60));
                let new = shop(draw, self.words, &self.places, (number, account), county, since)?;
                self.shops.push(new);
            }
        }
        Ok(())
    }

    fn arrivals(&mut self, draw: &mut Draw) {
        let mut steps = Vec::new();
        for (number, person) in self.people.iter().enumerate() {
            steps.push(Step { at: person.since, what: What::Open(number) });
            for which in 0..person.registrations.len() {
                let after = draw.within(60, 600) * Micros::SECOND + which as i64 * 11 * Micros::HOUR;
                steps.push(Step { at: person.since + after, what: What::Register(number, which) });
            }
        }
        for (number, shop) in self.shops.iter().enumerate() {
            steps.push(Step { at: shop.since, what: What::Open(self.people.len() + number) });
            steps.push(Step { at: shop.since + 5 * Micros::MINUTE, what: What::Found(number) });
            if shop.verified {
                let wait = draw.within(60, 900) * Micros::MINUTE;
                steps.push(Step { at: shop.since + wait, what: What::Verify(number) });
            }
        }
        self.steps.append(&mut steps);
    }
}
