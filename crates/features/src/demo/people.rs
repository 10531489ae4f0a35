//! The demo's workers: invented names, phones and identity numbers, drawn county by county from the census.

use std::collections::HashSet;

use kernel::{
    Availability, Fen, IdNumber, Micros, Pay, PayUnit, PersonName, Phone, Point, RegionCode, civil,
};

use super::{
    draw::Draw,
    places::Places,
    words::{Trade, Words, Work},
};
use crate::workers::{About, Belonging, Registration, RegistrationKind};

/// A worker of the plan.
pub(super) struct Person {
    pub(super) phone: Phone,
    pub(super) registrations: Vec<Registration>,
    /// When the account was opened; the registration follows some minutes later.
    pub(super) since: Micros,
    pub(super) county: RegionCode,
    pub(super) trade: &'static str,
    /// Looks for lasting work rather than for single shifts.
    pub(super) lasting: bool,
}

/// Draws people one after the other.
pub(super) struct Crowd {
    words: &'static Words,
    numbers: HashSet<String>,
}

/// Every phone but the known ones: 199 and eight digits, each number once.
pub(super) fn phone(number: usize) -> kernel::Result<Phone> {
    format!("199{:08}", (number * 61_234_567 + 20_260) % 100_000_000).parse()
}

/// An invented name, and whether it is a man's.
pub(super) fn name(draw: &mut Draw, words: &Words) -> (String, bool) {
    let man = draw.chance(48);
    let given = words.list(if man { "men" } else { "women" });
    let mut name = (*words.surnames.draw(draw)).to_owned();
    for _ in 0..if draw.chance(82) { 2 } else { 1 } {
        name.push_str(draw.pick::<&str>(&given));
    }
    (name, man)
}

/// What a kind of work pays, in steps that people write.
pub(super) fn pay(draw: &mut Draw, work: &Work) -> kernel::Result<Pay> {
    let step = match work.unit {
        PayUnit::Hour => 1,
        PayUnit::Day => 10,
        PayUnit::Month => 100,
    };
    let (low, high) = work.yuan;
    Pay::new(work.unit, Fen(draw.within((low + step - 1) / step, high / step) * step * 100))
}

impl Crowd {
    pub(super) fn new(words: &'static Words) -> Self {
        Self { words, numbers: HashSet::new() }
    }

    /// Somebody of a county who came at a moment; `number` tells them apart.
    pub(super) fn person(
        &mut self,
        draw: &mut Draw,
        places: &Places,
        number: usize,
        county: RegionCode,
        since: Micros,
    ) -> kernel::Result<Person> {
        let words = self.words;
        let (name, man) = name(draw, words);
        let trade = words.trades.draw(draw);
        let lasting = draw.chance(30);
        let (region, home) = places.anywhere(draw, county)?;
        let kind = if lasting { RegistrationKind::FullTime } else { RegistrationKind::Gig };
        let first = Registration {
            name: name.parse::<PersonName>()?,
            kind,
            id_number: if draw.chance(33) { Some(self.id_number(draw, county, since, man)?) } else { None },
            region,
            home: draw.chance(70).then_some(home),
            ..self.wishes(draw, trade, kind, region, &name)?
        };
        let mut registrations = vec![first.clone()];
        if draw.chance(8) {
            let other = if lasting { RegistrationKind::Gig } else { RegistrationKind::FullTime };
            registrations.push(Registration { kind: other, id_number: None, ..first });
        }
        Ok(Person { phone: phone(number)?, registrations, since, county, trade: trade.name, lasting })
    }

    /// A worker's wishes within a trade; who and where they are is for the caller to say.
    fn wishes(
        &self,
        draw: &mut Draw,
        trade: &Trade,
        kind: RegistrationKind,
        region: RegionCode,
        name: &str,
    ) -> kernel::Result<Registration> {
        let from = if kind == RegistrationKind::FullTime { &trade.lasting } else { &trade.dated };
        let work = &self.words.works[*from.draw(draw)];
        let mut occupations = vec![work.occupation.to_owned()];
        for _ in 0..draw.below(3) {
            let code = self.words.works[*from.draw(draw)].occupation;
            if !occupations.iter().any(|known| known == code) {
                occupations.push(code.to_owned());
            }
        }
        let about = draw.chance(40).then(|| (*draw.pick(&self.words.lines("abouts"))).to_owned());
        let count = draw.below(3);
        let has = Belonging::ALL.iter().copied().filter(|_| draw.chance(30)).collect();
        Ok(Registration {
            name: name.parse()?,
            kind,
            id_number: None,
            region,
            home: None::<Point>,
            occupations,
            availability: availability(draw)?,
            reach_m: *draw.pick(&[1_500, 3_000, 3_000, 5_000, 5_000, 10_000, 20_000]),
            pay: pay(draw, work)?,
            findable: draw.chance(50),
            about: About {
                has,
                skills: draw.some(&self.words.list("skills"), count).into_iter().map(str::to_owned).collect(),
                text: about.unwrap_or_default(),
            },
        })
    }

    fn id_number(
        &mut self,
        draw: &mut Draw,
        county: RegionCode,
        since: Micros,
        man: bool,
    ) -> kernel::Result<IdNumber> {
        loop {
            let year = civil(since).0 - draw.within(19, 58) as i32;
            let (month, day) = (draw.within(1, 12), draw.within(1, 28));
            let order = draw.within(0, 499) * 2 + i64::from(man);
            let digits = format!("{}{year}{month:02}{day:02}{order:03}", &county.as_str()[..6]);
            if self.numbers.insert(digits.clone()) {
                return IdNumber::with_check(&digits);
            }
        }
    }
}

/// Days and shifts as people have them.
fn availability(draw: &mut Draw) -> kernel::Result<Availability> {
    let (days, shifts): (std::ops::Range<u8>, std::ops::Range<u8>) = match draw.below(10) {
        0..4 => (0..7, 0..2),
        4..6 => (0..7, 0..3),
        6 => (0..5, 0..2),
        7 => (0..7, 2..3),
        8 => (5..7, 0..3),
        _ => (0..6, 1..3),
    };
    let slots = days.flat_map(|day| shifts.clone().map(move |shift| Availability::of_shift(day, shift)));
    slots.into_iter().try_fold(Availability::NONE, |all, slot| Ok(all.union(slot?)))
}
