//! The rule: how likely a pair looks as it does if it is one person, two strangers, two of a household, or twins.
//!
//! Fellegi and Sunter (1969) weigh one person against two strangers. Here strangers are not the difficulty: those who
//! share a phone, a village and a surname are, and twins. So the other side of the odds is the sum over all three.

use std::collections::HashMap;

use kernel::{Level, RegionCode};

use super::{Field, How, Known, Reasons, Suspicion, Verdict};

/// From so many bits on it is one person, as good as surely.
pub const SAME: f64 = 9.0;
/// From so many bits on somebody is to ask.
pub const ASK: f64 = 4.0;

/// How likely each class of pairs shows an outcome.
#[derive(Clone, Copy, Debug)]
struct Odds {
    same: f64,
    stranger: f64,
    household: f64,
    twins: f64,
}

const fn odds(same: f64, stranger: f64, household: f64, twins: f64) -> Odds {
    Odds { same, stranger, household, twins }
}

/// How many pairs of each class somebody is in, before anything is compared; of strangers, all the others.
const BEFORE: Odds = odds(0.2, 1.0, 1.5, 0.02);

/// Missing says nothing.
const NOTHING: Odds = odds(1.0, 1.0, 1.0, 1.0);

/// A name is taken to have been met so many times more, among so many people more: a name met once in a small town is
/// no proof.
const MET: (f64, f64) = (1.0, 20_000.0);

/// Nobody is weighed among fewer: a town's records are a part of the province's people, and so are their namesakes.
const AMONG: f64 = 1_000_000.0;

/// Strangers of one name are of one day and place more often than the single frequencies say, since names have their
/// time and their county: so many times.
const FASHION: f64 = 8.0;

/// Names. Of strangers the frequency of the very name counts, see [`Base::name`].
const fn name(how: How) -> Odds {
    match how {
        How::Equal => odds(0.80, 1.0, 2e-4, 2e-5),
        How::SameSound => odds(0.06, 1.0, 3e-4, 5e-4),
        How::Alike => odds(0.02, 2e-5, 0.001, 0.002),
        How::OneCharacter => odds(0.02, 6e-4, 0.15, 0.50),
        How::OneMissing => odds(0.03, 2e-4, 0.003, 0.005),
        How::Swapped => odds(0.005, 1e-5, 5e-4, 0.005),
        How::OtherGiven => odds(0.03, 0.04, 0.45, 0.47),
        How::OtherSurname => odds(0.01, 5e-4, 0.001, 0.001),
        How::Different => odds(0.02, 0.95, 0.38, 0.01),
        _ => NOTHING,
    }
}

const fn number(how: How) -> Odds {
    match how {
        How::Equal => odds(0.80, 1e-8, 1e-4, 1e-5),
        How::OneDigit => odds(0.12, 1e-8, 1e-5, 5e-4),
        How::Swapped => odds(0.06, 1e-8, 1e-5, 5e-5),
        How::BothValid => odds(5e-4, 1e-6, 0.001, 0.30),
        How::Unsure => odds(0.015, 0.05, 0.05, 0.05),
        How::Different => odds(2e-4, 0.95, 0.95, 0.65),
        _ => NOTHING,
    }
}

const fn phone(how: How) -> Odds {
    match how {
        How::Equal => odds(0.62, 1.0, 0.30, 0.45),
        How::OneDigit => odds(0.06, 1e-6, 0.01, 0.01),
        How::Swapped => odds(0.02, 1e-7, 1e-4, 1e-4),
        How::Different => odds(0.30, 1.0, 0.69, 0.54),
        _ => NOTHING,
    }
}

const fn birth(how: How) -> Odds {
    match how {
        How::Equal => odds(0.93, 5e-5, 4e-4, 0.97),
        How::OneDigit => odds(0.04, 1.2e-3, 0.012, 0.01),
        How::Swapped => odds(0.01, 3e-4, 0.002, 0.005),
        How::Different => odds(0.02, 1.0, 0.985, 0.015),
        _ => NOTHING,
    }
}

const fn sex(how: How) -> Odds {
    match how {
        How::Equal => odds(0.995, 0.5, 0.45, 0.67),
        How::Different => odds(0.005, 0.5, 0.55, 0.33),
        _ => NOTHING,
    }
}

const fn region(how: How) -> Odds {
    match how {
        How::Village => odds(0.62, 1.2e-4, 0.83, 0.70),
        How::Township => odds(0.08, 1.5e-3, 0.05, 0.10),
        How::County => odds(0.10, 0.015, 0.05, 0.10),
        How::City => odds(0.08, 0.12, 0.04, 0.05),
        How::Different => odds(0.12, 0.86, 0.03, 0.05),
        _ => NOTHING,
    }
}

const fn home(how: How) -> Odds {
    match how {
        How::Equal => odds(0.90, 1.2e-4, 0.90, 0.97),
        How::Different => odds(0.10, 1.0, 0.10, 0.03),
        _ => NOTHING,
    }
}

/// A pair weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The binary logarithm of the odds that it is one person.
    pub score: f64,
    /// How each field compares.
    pub reasons: Reasons,
}

impl Weighed {
    /// What it comes to; nothing is suspected below [`ASK`].
    pub fn verdict(&self) -> Option<Verdict> {
        match self.score {
            score if score >= SAME => Some(Verdict::Same),
            score if score >= ASK => Some(Verdict::Ask),
            _ => None,
        }
    }
}

/// The people among whom a pair is weighed: how many, and how often each name and each phone occurs.
pub(super) struct Base {
    people: f64,
    exact: HashMap<u64, u32>,
    heard: HashMap<u64, u32>,
    phones: HashMap<[u8; 11], u32>,
}

impl Base {
    pub(super) fn of(known: &[Known]) -> Self {
        let mut base = Self::bare(known.len());
        for record in known {
            *base.exact.entry(record.name.exact).or_default() += 1;
            *base.heard.entry(record.name.heard).or_default() += 1;
            if let Some(phone) = record.phone {
                *base.phones.entry(phone.0).or_default() += 1;
            }
        }
        base
    }

    pub(super) fn bare(people: usize) -> Self {
        Self { people: people as f64, exact: HashMap::new(), heard: HashMap::new(), phones: HashMap::new() }
    }

    fn share(&self, met: Option<&u32>) -> f64 {
        (met.copied().map_or(0.0, f64::from) + MET.0) / (self.people + MET.1)
    }

    fn name(&self, a: &Known, b: &Known) -> (How, Odds) {
        let how = a.name.compare(&b.name);
        let plain = name(how);
        let odds = match how {
            How::Equal => Odds { stranger: self.share(self.exact.get(&a.name.exact)), ..plain },
            How::SameSound => Odds { stranger: self.share(self.heard.get(&a.name.heard)), ..plain },
            _ => plain,
        };
        (how, odds)
    }

    /// A number that many gave, such as a clerk's, says less with each.
    fn phone(&self, a: &Known, b: &Known) -> (How, Odds) {
        let (Some(ours), Some(theirs)) = (a.phone, b.phone) else { return (How::Missing, NOTHING) };
        let how = ours.compare(&theirs);
        let odds = match (how, phone(how)) {
            (How::Equal, plain) => {
                let holders = self.phones.get(&ours.0).copied().map_or(2.0, f64::from);
                let beyond = (holders - 4.0).max(0.0);
                Odds { stranger: (0.02 + beyond * beyond) / self.people.max(AMONG), ..plain }
            }
            (_, plain) => plain,
        };
        (how, odds)
    }

    /// Every field; what follows from two identity numbers is not counted beside them.
    fn fields(&self, a: &Known, b: &Known) -> [(Field, How, Odds); 7] {
        let numbers = a.number.zip(b.number);
        let number_how = numbers.map_or(How::Missing, |(x, y)| x.compare(&y));
        let birth_how = match (numbers.is_some() && !(a.told && b.told), a.birth, b.birth) {
            (false, Some(x), Some(y)) => x.compare(&y),
            _ => How::Missing,
        };
        let sex_how = match (numbers, a.sex, b.sex) {
            (None, Some(x), Some(y)) if x == y => How::Equal,
            (None, Some(_), Some(_)) => How::Different,
            _ => How::Missing,
        };
        let (region_how, region_odds) = lived(a.region, b.region);
        let home_how = match a.home.zip(b.home) {
            Some((x, y)) if x == y => How::Equal,
            Some(_) => How::Different,
            None => How::Missing,
        };
        let ((name_how, mut name_odds), (phone_how, phone_odds)) = (self.name(a, b), self.phone(a, b));
        let one_day = birth_how == How::Equal || number_how == How::BothValid;
        if one_day && matches!(name_how, How::Equal | How::SameSound) {
            name_odds.stranger *= FASHION;
        }
        [
            (Field::Name, name_how, name_odds),
            (Field::Number, number_how, number(number_how)),
            (Field::Phone, phone_how, phone_odds),
            (Field::Birth, birth_how, birth(birth_how)),
            (Field::Sex, sex_how, sex(sex_how)),
            (Field::Region, region_how, region_odds),
            (Field::Home, home_how, home(home_how)),
        ]
    }

    pub(super) fn score(&self, a: &Known, b: &Known) -> f64 {
        bits(self.people, &self.fields(a, b))
    }

    pub(super) fn weigh(&self, a: &Known, b: &Known) -> Weighed {
        let fields = self.fields(a, b);
        Weighed {
            score: bits(self.people, &fields),
            reasons: fields.iter().map(|(field, how, _)| (*field, *how)).collect(),
        }
    }

    pub(super) fn suspicion(&self, a: &Known, b: &Known) -> Suspicion {
        let weighed = self.weigh(a, b);
        Suspicion {
            a: a.key.min(b.key),
            b: a.key.max(b.key),
            verdict: weighed.verdict().unwrap_or(Verdict::Ask),
            score: weighed.score,
            reasons: weighed.reasons,
        }
    }
}

fn bits(people: f64, fields: &[(Field, How, Odds)]) -> f64 {
    let all = fields.iter().fold(BEFORE, |sum, (_, _, odds)| Odds {
        same: sum.same * odds.same,
        stranger: sum.stranger * odds.stranger,
        household: sum.household * odds.household,
        twins: sum.twins * odds.twins,
    });
    (all.same / (all.stranger * people.max(AMONG) + all.household + all.twins)).log2()
}

/// The deepest division that holds both. Where one is not known as deep as a village, what lies below counts together.
fn lived(a: RegionCode, b: RegionCode) -> (How, Odds) {
    let hows = [
        (Level::Village, How::Village),
        (Level::Township, How::Township),
        (Level::County, How::County),
        (Level::City, How::City),
    ];
    let known = a.level().min(b.level());
    let mut below = odds(0.0, 0.0, 0.0, 0.0);
    for (level, how) in hows {
        let here = region(how);
        below = Odds {
            same: below.same + here.same,
            stranger: below.stranger + here.stranger,
            household: below.household + here.household,
            twins: below.twins + here.twins,
        };
        if level > known {
            continue;
        }
        if a.at(level) == b.at(level) {
            return (how, if level == known { below } else { here });
        }
        below = odds(0.0, 0.0, 0.0, 0.0);
    }
    (How::Different, region(How::Different))
}
