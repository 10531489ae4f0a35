//! A population of records with pairs that are one person and pairs that only look so, the same for the same seed.
//! Shares, names and errors are invented but for what `docs/duplicates.md` gives a source of: counties and their
//! people are the census's, villages the register's.

mod corrupt;
pub mod names;

use kernel::{IdNumber, RegionCode, Sex};
use matching::people::Person;

use names::Names;

/// What was done to the second record of a true pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    NumberDigit,
    NumberSwap,
    NumberMissing,
    BirthOneSide,
    PhoneChanged,
    PhoneDigit,
    NameSound,
    NameAlike,
    NameMissing,
    GivenChanged,
    NameChanged,
    Moved,
}

/// The kinds with their shares of a hundred.
pub const KINDS: [(Kind, u64); 12] = [
    (Kind::NumberDigit, 12),
    (Kind::NumberSwap, 6),
    (Kind::NumberMissing, 16),
    (Kind::BirthOneSide, 8),
    (Kind::PhoneChanged, 15),
    (Kind::PhoneDigit, 7),
    (Kind::NameSound, 10),
    (Kind::NameAlike, 3),
    (Kind::NameMissing, 4),
    (Kind::GivenChanged, 5),
    (Kind::NameChanged, 2),
    (Kind::Moved, 12),
];

/// Two people who look alike and are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trap {
    /// Born together, numbers next to each other, one character of the name differs, one address.
    Twins,
    /// A common name, the same day, the same county.
    Namesakes,
    /// Parent and child with one phone and one address.
    ParentAndChild,
    /// A couple with one phone and one address.
    Couple,
    /// Siblings with one character in common, one address, phones next to each other.
    Siblings,
}

pub const TRAPS: [Trap; 5] =
    [Trap::Twins, Trap::Namesakes, Trap::ParentAndChild, Trap::Couple, Trap::Siblings];

/// How many of what, and how complete records are.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub pairs: usize,
    /// Of each trap.
    pub traps: usize,
    pub singles: usize,
    /// Of a hundred records, so many lack the number; the second record of a pair lacks what the first lacks.
    pub no_number: u64,
    pub no_phone: u64,
    /// Of a hundred true pairs, so many have a second thing done to them.
    pub twice: u64,
}

pub const PLAN: Plan =
    Plan { pairs: 200_000, traps: 20_000, singles: 400_000, no_number: 10, no_phone: 4, twice: 25 };

/// The records, and what is true of them.
pub struct Population {
    pub people: Vec<Person>,
    /// Keys of each true pair, with what was done.
    pub pairs: Vec<(u128, u128, Vec<Kind>)>,
    /// Keys of each pair that is two people.
    pub traps: Vec<(u128, u128, Trap)>,
}

/// Draws numbers: splitmix64.
pub struct Draw(u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }
}

/// Prefixes of counties outside the province, for those who came from elsewhere.
const ELSEWHERE: [&str; 8] = ["360121", "362330", "511322", "522401", "341222", "412724", "420684", "532128"];

const PHONES: [&str; 24] = [
    "130", "131", "132", "134", "135", "136", "137", "138", "139", "150", "151", "152", "155", "157", "158",
    "159", "173", "177", "180", "183", "186", "187", "188", "189",
];

pub struct Town {
    /// Each county with the running total of its people, and its villages.
    counties: Vec<(u64, String, Vec<RegionCode>)>,
    total: u64,
}

impl Town {
    pub fn load() -> Self {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let divisions = std::fs::read_to_string(data.join("fujian-divisions.csv")).unwrap();
        let census = std::fs::read_to_string(data.join("fujian-census-2020.csv")).unwrap();
        let villages: Vec<RegionCode> = divisions
            .lines()
            .filter_map(|line| line.split_once(','))
            .filter(|(code, _)| !code.ends_with("000"))
            .filter_map(|(code, _)| code.parse().ok())
            .collect();
        let (mut counties, mut total) = (Vec::new(), 0);
        for line in census.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            if cells[0].ends_with("00") {
                continue;
            }
            let here: Vec<RegionCode> =
                villages.iter().filter(|code| code.as_str().starts_with(cells[0])).copied().collect();
            if here.is_empty() {
                continue;
            }
            total += cells[4].parse::<u64>().unwrap();
            counties.push((total, cells[0].to_owned(), here));
        }
        Self { counties, total }
    }

    fn village(&self, draw: &mut Draw) -> RegionCode {
        let at = draw.below(self.total);
        let county = &self.counties[self.counties.partition_point(|c| c.0 <= at)];
        *draw.pick(&county.2)
    }
}

/// Draws people.
pub struct Maker {
    pub draw: Draw,
    pub names: Names,
    pub town: Town,
    plan: Plan,
    key: u128,
}

/// The whole population of a plan.
pub fn population(seed: u64, plan: Plan) -> Population {
    let mut maker = Maker {
        draw: Draw(seed),
        names: Names::load(),
        town: Town::load(),
        plan,
        key: u128::from(seed) << 64,
    };
    let mut out = Population { people: Vec::new(), pairs: Vec::new(), traps: Vec::new() };
    for _ in 0..plan.pairs {
        let first = maker.person();
        let (second, kinds) = maker.again(&first);
        out.pairs.push((first.key, second.key, kinds));
        out.people.extend([maker.blurred(first), second]);
    }
    for trap in TRAPS {
        for _ in 0..plan.traps {
            let (first, second) = maker.trap(trap);
            out.traps.push((first.key, second.key, trap));
            for person in [first, second] {
                let person = maker.incomplete(person);
                out.people.push(maker.blurred(person));
            }
        }
    }
    for _ in 0..plan.singles {
        let person = maker.person();
        out.people.push(maker.blurred(person));
    }
    out
}

impl Maker {
    fn next_key(&mut self) -> u128 {
        self.key += 1;
        self.key
    }

    /// A person with everything known, then what is lacking left out.
    fn person(&mut self) -> Person {
        let whole = self.whole(None, None);
        self.incomplete(whole)
    }

    /// A person with everything known; the birth year and the village may be given.
    fn whole(&mut self, year: Option<i32>, village: Option<RegionCode>) -> Person {
        let village = village.unwrap_or_else(|| self.town.village(&mut self.draw));
        let sex = if self.draw.chance(52) { Sex::Male } else { Sex::Female };
        // The middle of working age is more frequent than its ends.
        let year = year.unwrap_or_else(|| 1955 + (self.draw.below(27) + self.draw.below(27)) as i32);
        let birth = (year, 1 + self.draw.below(12) as u32, 1 + self.draw.below(28) as u32);
        let home = if self.draw.chance(70) { village } else { self.town.village(&mut self.draw) };
        let from = match self.draw.below(10) {
            0 => (*self.draw.pick(&ELSEWHERE)).to_owned(),
            _ => home.as_str()[..6].to_owned(),
        };
        Person {
            key: self.next_key(),
            name: self.names.name(&mut self.draw, sex),
            number: Some(self.number(&from, birth, sex)),
            phone: Some(self.phone()),
            birth: Some(birth),
            sex: Some(sex),
            region: village,
            home: Some(home),
        }
    }

    fn number(&mut self, county: &str, (year, month, day): (i32, u32, u32), sex: Sex) -> String {
        let order = self.draw.below(500) * 2 + u64::from(sex == Sex::Male);
        let digits = format!("{county}{year:04}{month:02}{day:02}{order:03}");
        IdNumber::with_check(&digits).unwrap().as_str().to_owned()
    }

    fn phone(&mut self) -> String {
        format!("{}{:08}", self.draw.pick(&PHONES), self.draw.below(100_000_000))
    }

    /// Leaves out what many records lack. Who gave a number seldom tells the birth date besides.
    fn incomplete(&mut self, mut person: Person) -> Person {
        if self.draw.chance(self.plan.no_number) {
            person.number = None;
            if self.draw.chance(15) {
                person.birth = None;
            }
        } else if self.draw.chance(85) {
            person.birth = None;
        }
        if self.draw.chance(self.plan.no_phone) {
            person.phone = None;
        }
        person
    }

    /// Leaves out what is left out by chance, on each side by itself.
    fn blurred(&mut self, mut person: Person) -> Person {
        if self.draw.chance(12) {
            person.region = person.region.at(kernel::Level::Township);
        } else if self.draw.chance(5) {
            person.region = person.region.at(kernel::Level::County);
        }
        if self.draw.chance(60) {
            person.home = None;
        }
        if self.draw.chance(15) {
            person.sex = None;
        }
        person
    }

    fn trap(&mut self, trap: Trap) -> (Person, Person) {
        let first = self.whole(None, None);
        let (year, month, day) = first.birth.unwrap();
        let later = match trap {
            Trap::Namesakes | Trap::Twins => 0,
            Trap::ParentAndChild => 20 + self.draw.below(15),
            Trap::Couple => self.draw.below(4),
            Trap::Siblings => 1 + self.draw.below(6),
        };
        let mut second = self.whole(Some(year + later as i32), Some(first.region));
        let sex = |person: &Person| person.sex.unwrap();
        let mut first = first;
        match trap {
            Trap::Twins => {
                let same_sex = self.draw.chance(67);
                second.sex = if same_sex { first.sex } else { second.sex };
                second.birth = Some((year, month, day));
                second.name = self.names.sibling(&mut self.draw, &first.name, sex(&second));
                second.home = first.home;
                let number = first.number.as_deref().unwrap();
                let order: u64 = number[14..17].parse().unwrap();
                let parity = u64::from(sex(&second) == Sex::Male);
                let next = (order + 1..).find(|n| n % 2 == parity).unwrap() % 1000;
                let digits = format!("{}{next:03}", &number[..14]);
                second.number = Some(IdNumber::with_check(&digits).unwrap().as_str().to_owned());
                match self.draw.below(10) {
                    0..=3 => second.phone = first.phone.clone(),
                    4 => second.phone = first.phone.as_deref().map(next_phone),
                    _ => {}
                }
            }
            Trap::Namesakes => {
                first.name = self.names.common(&mut self.draw);
                second.name = first.name.clone();
                second.birth = first.birth;
                second.sex = first.sex;
                // Somewhere else in the same county.
                let county = &first.region.as_str()[..6];
                let here = self.town.counties.iter().find(|c| c.1 == county).unwrap();
                second.region = *self.draw.pick(&here.2);
                second.home = Some(second.region);
                let county = first.number.as_deref().unwrap()[..6].to_owned();
                second.number = first.number.clone();
                while second.number == first.number {
                    second.number = Some(self.number(&county, (year, month, day), sex(&first)));
                }
            }
            Trap::ParentAndChild | Trap::Couple => {
                second.phone = first.phone.clone();
                if trap == Trap::Couple {
                    second.sex = Some(if sex(&first) == Sex::Male { Sex::Female } else { Sex::Male });
                    second.name = self.names.name(&mut self.draw, sex(&second));
                } else {
                    second.name = self.names.child(&mut self.draw, &first.name, sex(&second));
                    second.home = first.home;
                }
                let birth = second.birth.unwrap();
                let county = second.number.as_deref().unwrap()[..6].to_owned();
                second.number = Some(self.number(&county, birth, sex(&second)));
            }
            Trap::Siblings => {
                second.name = self.names.sibling(&mut self.draw, &first.name, sex(&second));
                second.phone = first.phone.as_deref().map(next_phone);
                second.home = first.home;
                let county = first.number.as_deref().unwrap()[..6].to_owned();
                second.number = Some(self.number(&county, second.birth.unwrap(), sex(&second)));
            }
        }
        (first, second)
    }
}

/// The number beside it.
fn next_phone(phone: &str) -> String {
    let number: u64 = phone.parse().unwrap();
    format!("{}", if number % 10 == 9 { number - 1 } else { number + 1 })
}
