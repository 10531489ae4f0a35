//! Why a job is shown: one typed reason. It refuses to flatter: where nothing sets the job apart there is no reason.

use kernel::Fen;

use crate::{Facts, PayNearby};

/// The one reason that a page puts into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No job of the list is nearer.
    Nearest,
    /// It is the reader's own trade, at times that are all theirs.
    Fits,
    /// It pays more than the middle of similar work near here.
    PaysMore {
        /// How much more for an hour.
        fen_per_hour: Fen,
    },
    /// Pay is settled each day.
    PaidSameDay,
    /// It starts today.
    StartsToday,
    /// There are several places.
    SeveralOpenings {
        /// How many are free.
        n: u32,
    },
    /// It asks for no experience.
    NoExperience,
    /// It was posted a short while ago.
    NewHere,
}

/// What is known about a job in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Whether it stands first in the order of distance.
    pub nearest: bool,
    /// Whether trade and time are all the reader's own.
    pub fits: bool,
    /// The facts that hold now.
    pub facts: Facts,
    /// What it pays for an hour, or the equivalent.
    pub hourly: Fen,
    /// What similar work near here pays.
    pub pay_nearby: Option<PayNearby>,
    /// How many places are free.
    pub openings: u32,
    /// Whether it was posted a short while ago; the caller says how short.
    pub new_here: bool,
}

/// With fewer jobs to compare a median says little.
const ENOUGH_TO_COMPARE: usize = 5;
/// Less than a yuan an hour is not worth a sentence.
const WORTH_SAYING: Fen = Fen(100);

/// The first reason that holds, in the order of [`Reason`]: where, for whom, how much, when paid, when, how many, who, how fresh.
pub fn reason(case: &Case) -> Option<Reason> {
    let more = case.pay_nearby.filter(|pay| pay.n >= ENOUGH_TO_COMPARE);
    let more = more.and_then(|pay| case.hourly.checked_sub(pay.p50)).filter(|more| *more >= WORTH_SAYING);
    let fact = |fact, reason| case.facts.contains(fact).then_some(reason);
    case.nearest
        .then_some(Reason::Nearest)
        .or(case.fits.then_some(Reason::Fits))
        .or(more.map(|fen_per_hour| Reason::PaysMore { fen_per_hour }))
        .or(fact(Facts::DAILY_PAY, Reason::PaidSameDay))
        .or(fact(Facts::TODAY, Reason::StartsToday))
        .or((case.openings > 1).then_some(Reason::SeveralOpenings { n: case.openings }))
        .or(fact(Facts::NO_EXPERIENCE, Reason::NoExperience))
        .or(case.new_here.then_some(Reason::NewHere))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_gives_way_to_the_one_before() {
        let facts = Facts::DAILY_PAY.with(Facts::TODAY).with(Facts::NO_EXPERIENCE);
        let pay = PayNearby { p25: Fen(2000), p50: Fen(2400), p75: Fen(2800), n: 5 };
        let mut case = Case {
            nearest: true,
            fits: true,
            facts,
            hourly: Fen(3000),
            pay_nearby: Some(pay),
            openings: 3,
            new_here: true,
        };
        assert_eq!(reason(&case), Some(Reason::Nearest));
        case.nearest = false;
        assert_eq!(reason(&case), Some(Reason::Fits));
        case.fits = false;
        assert_eq!(reason(&case), Some(Reason::PaysMore { fen_per_hour: Fen(600) }));
        case.pay_nearby = Some(PayNearby { n: 4, ..pay });
        assert_eq!(reason(&case), Some(Reason::PaidSameDay));
        case.facts = Facts::TODAY.with(Facts::NO_EXPERIENCE);
        assert_eq!(reason(&case), Some(Reason::StartsToday));
        case.facts = Facts::NO_EXPERIENCE;
        assert_eq!(reason(&case), Some(Reason::SeveralOpenings { n: 3 }));
        case.openings = 1;
        assert_eq!(reason(&case), Some(Reason::NoExperience));
        case.facts = Facts::NONE;
        assert_eq!(reason(&case), Some(Reason::NewHere));
        case.new_here = false;
        assert_eq!(reason(&case), None);
    }

    #[test]
    fn a_little_more_pay_is_not_a_reason() {
        let pay = PayNearby { p25: Fen(2000), p50: Fen(2400), p75: Fen(2800), n: 50 };
        let case = |hourly| Case { hourly: Fen(hourly), pay_nearby: Some(pay), ..Case::default() };
        assert_eq!(reason(&case(2499)), None);
        assert_eq!(reason(&case(2500)), Some(Reason::PaysMore { fen_per_hour: Fen(100) }));
        assert_eq!(reason(&case(1000)), None);
    }
}
