//! Dated facts about a person: what each kind may say, and whether it is true from a day on or for a while. It refuses a
//! value that is not in the list of its kind.

use kernel::{Error, Micros, Result, words};

use crate::{Day, Group};

words! {
    /// What a fact is about.
    pub enum Kind {
        /// Born on a day; the value is the sex.
        Born = "born",
        /// Left a school on a day, with what it gives.
        Graduated = "graduated",
        /// Registered as unemployed.
        Unemployed = "registered_unemployed",
        /// Employed by somebody, or working for oneself.
        Employed = "employed",
        /// Holds a certificate of disability of a grade.
        Disability = "disability",
        /// Discharged from military service on a day.
        Discharged = "discharged",
        /// Where the household is registered.
        Household = "household",
        /// Lives outside the township of the household.
        Away = "lives_away",
        /// Does domestic work for a living.
        Domestic = "domestic_work",
        /// The household draws the minimum allowance.
        LowIncome = "low_income",
        /// Lost their land on a day.
        LandLost = "land_lost",
        /// Nobody of the household who can work has work.
        ZeroEmployment = "zero_employment",
        /// Draws a pension.
        Pension = "pension",
        /// Needs something, as somebody wrote down who spoke with them.
        Need = "need",
        /// An official let them go from a ledger.
        Released = "released",
    }
}

words! {
    /// What somebody may need.
    pub enum Need {
        /// Work.
        Work = "work",
        /// To learn something.
        Skill = "skill",
        /// Money they are entitled to.
        Money = "money",
        /// Protection of their rights.
        Protection = "protection",
    }
}

/// Whether a fact happens on a day and stays so, or lasts for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It happened on a day.
    Day,
    /// It holds from a day, until a day if one is known.
    Period,
}

const YES_NO: &[&str] = &["yes", "no"];

impl Kind {
    /// What a fact of this kind may say.
    pub fn values(self) -> Vec<&'static str> {
        match self {
            Kind::Born => vec!["female", "male"],
            Kind::Graduated => vec!["middle", "vocational", "college", "bachelor", "master", "doctor"],
            Kind::Disability => vec!["1", "2", "3", "4", "no"],
            Kind::Household => vec!["rural", "urban"],
            Kind::Need => Need::ALL.iter().map(|need| need.as_str()).collect(),
            Kind::Released => Group::ALL.iter().map(|group| group.as_str()).collect(),
            _ => YES_NO.to_vec(),
        }
    }

    /// Whether it is of one day or lasts.
    pub const fn shape(self) -> Shape {
        match self {
            Kind::Born | Kind::Graduated | Kind::Discharged | Kind::LandLost | Kind::Released => Shape::Day,
            _ => Shape::Period,
        }
    }

    /// Whether several may be true at once; of the others the one that began last is what is so.
    pub const fn several(self) -> bool {
        matches!(self, Kind::Graduated | Kind::Need | Kind::Released)
    }
}

/// One thing that somebody wrote down about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub kind: Kind,
    /// What it says: one of [`Kind::values`].
    pub value: String,
    /// The first day of it.
    pub from: Day,
    /// The first day on which it is no longer so; none while it lasts.
    pub to: Option<Day>,
    /// When it was written down.
    pub at: Micros,
}

impl Fact {
    /// Refuses what its kind cannot say, an end that is no end, and days out of all reason.
    pub fn checked(self) -> Result<Fact> {
        if !self.kind.values().contains(&self.value.as_str()) {
            return Err(Error::invalid("fact.value").field("value"));
        }
        let (first, last) = (Day::new(1900, 1, 1)?, Day::new(2200, 1, 1)?);
        if self.from < first || self.from >= last || self.to.is_some_and(|to| to >= last) {
            return Err(Error::invalid("fact.day").field("from"));
        }
        match (self.kind.shape(), self.to) {
            (Shape::Day, Some(_)) => Err(Error::invalid("fact.no_end").field("to")),
            (Shape::Period, Some(to)) if to <= self.from => Err(Error::invalid("fact.order").field("to")),
            _ => Ok(self),
        }
    }

    /// Whether it is so on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}
