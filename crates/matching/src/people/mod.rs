//! Two records of one person: which pairs of people are suspected to be one, and by what.
//!
//! Records in, pairs out: keys bring together what may belong together ([`find`] never compares everybody with
//! everybody), then each pair is weighed field by field ([`Weighed`]). The rule, its figures and where they come from
//! are in `docs/duplicates.md`. It merges nothing and decides nothing: it says `same` or `ask` and why.

mod digits;
mod keys;
mod name;
mod rule;

use kernel::{RegionCode, Sex, words};

pub use name::surname;
pub use rule::{ASK, SAME, Weighed};

use digits::{Date, Number, Phone};
use name::Name;
use rule::Base;

/// What is known of one person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The record's key.
    pub key: u128,
    /// The name as written, Chinese or Latin.
    pub name: String,
    /// The identity number as written, right or wrong; eighteen characters.
    pub number: Option<String>,
    /// The mobile number, eleven digits.
    pub phone: Option<String>,
    /// Year, month and day of birth as told; left out, the number says it.
    pub birth: Option<(i32, u32, u32)>,
    /// The sex as told; left out, the number says it.
    pub sex: Option<Sex>,
    /// Where they live.
    pub region: RegionCode,
    /// The village they come from.
    pub home: Option<RegionCode>,
}

words! {
    /// What of two records is compared.
    pub enum Field {
        /// The name.
        Name = "name",
        /// The identity number.
        Number = "number",
        /// The phone.
        Phone = "phone",
        /// The date of birth.
        Birth = "birth",
        /// The sex.
        Sex = "sex",
        /// Where they live.
        Region = "region",
        /// The village they come from.
        Home = "home",
    }
}

words! {
    /// How a field of two records compares.
    pub enum How {
        /// The same.
        Equal = "equal",
        /// Other characters of the same sound.
        SameSound = "same_sound",
        /// A character that looks alike.
        Alike = "alike",
        /// One character of the given name is another.
        OneCharacter = "one_character",
        /// One character is missing on one side.
        OneMissing = "one_missing",
        /// Two neighbours changed places.
        Swapped = "swapped",
        /// One digit is another.
        OneDigit = "one_digit",
        /// The surname is the same, the given name another.
        OtherGiven = "other_given",
        /// The given name is the same, the surname another.
        OtherSurname = "other_surname",
        /// A slip apart, but both are valid numbers: as those of twins are.
        BothValid = "both_valid",
        /// Different, and at least one of the numbers is not valid.
        Unsure = "unsure",
        /// The same village.
        Village = "village",
        /// The same township.
        Township = "township",
        /// The same county, or not more is known.
        County = "county",
        /// The same city.
        City = "city",
        /// Different.
        Different = "different",
        /// Not known on one side.
        Missing = "missing",
    }
}

words! {
    /// What the figures say of a pair.
    pub enum Verdict {
        /// One person, as good as surely.
        Same = "same",
        /// Probably one person; somebody is to ask.
        Ask = "ask",
    }
}

/// How each field of a pair compares.
pub type Reasons = Vec<(Field, How)>;

/// A pair of records that may be one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspicion {
    /// The smaller key.
    pub a: u128,
    /// The larger key.
    pub b: u128,
    /// How likely: bits, the binary logarithm of the odds.
    pub score: f64,
    /// What that comes to.
    pub verdict: Verdict,
    /// Every field in the order of [`Field`].
    pub reasons: Reasons,
}

/// A record made ready for comparing; about two hundred bytes.
#[derive(Clone, Debug)]
pub struct Known {
    key: u128,
    name: Name,
    number: Option<Number>,
    phone: Option<Phone>,
    told: bool,
    birth: Option<Date>,
    sex: Option<Sex>,
    region: RegionCode,
    home: Option<RegionCode>,
}

impl Known {
    /// Reads a record; what has no form of its own (a phone of nine digits) counts as missing.
    pub fn of(person: &Person) -> Self {
        let number = person.number.as_deref().and_then(Number::read);
        Self {
            key: person.key,
            name: Name::read(&person.name),
            phone: person.phone.as_deref().and_then(Phone::read),
            told: person.birth.is_some(),
            birth: person
                .birth
                .map(|(year, month, day)| Date::of(year, month, day))
                .or_else(|| number.as_ref().and_then(Number::birth)),
            sex: person.sex.or_else(|| number.as_ref().map(Number::sex)),
            number,
            region: person.region,
            home: person.home,
        }
    }
}

/// All pairs suspected among these people, by their keys. Records that share a key are one record.
pub fn find(people: &[Person]) -> Vec<Suspicion> {
    find_known(&people.iter().map(Known::of).collect::<Vec<_>>())
}

/// The same over records that were made ready one after the other.
pub fn find_known(known: &[Known]) -> Vec<Suspicion> {
    let base = Base::of(known);
    let mut found: Vec<(u32, u32)> = Vec::new();
    keys::each_pair(known, |i, j| {
        let (a, b) = (&known[i as usize], &known[j as usize]);
        if a.key != b.key && base.score(a, b) >= ASK {
            found.push((i.min(j), i.max(j)));
        }
    });
    found.sort_unstable();
    found.dedup();
    let mut pairs: Vec<Suspicion> =
        found.iter().map(|&(i, j)| base.suspicion(&known[i as usize], &known[j as usize])).collect();
    pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    pairs
}

/// One pair weighed by itself, among so many people, each name as often as [`Base`] takes it for granted.
pub fn weigh(a: &Person, b: &Person, among: usize) -> Weighed {
    Base::bare(among).weigh(&Known::of(a), &Known::of(b))
}
