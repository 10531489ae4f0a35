//! What is indexed: a job as a worker's question sees it, or a worker as a job's question does. It refuses negative
//! pay and an item without an occupation.

use kernel::{Availability, Error, Fen, Micros, Period, Point, Result};

/// Which way the questions go, and with it which side names the pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Items are jobs: an item offers pay, the question wants it.
    Jobs,
    /// Items are workers: an item wants pay, the question offers it.
    Workers,
}

/// A share between nought and one in steps of 1/255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u8);

impl Share {
    /// The share nearest to a number; what lies outside 0..=1 becomes the nearer end, no number becomes nought.
    pub fn of(value: f64) -> Share {
        Share((value * 255.0).round() as u8)
    }

    /// The number.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 255.0
    }
}

/// A set of 64 traits: facts, certificates, limits that a law sets. The caller says what each bit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits(pub u64);

impl Traits {
    /// No trait.
    pub const NONE: Traits = Traits(0);
    /// Every trait.
    pub const ALL: Traits = Traits(u64::MAX);
    /// The other side was verified; the one bit with a meaning of its own here.
    pub const VERIFIED: Traits = Traits(1);

    /// Whether every trait of the other is here.
    pub const fn contains(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }

    /// The traits of either.
    #[must_use]
    pub const fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// A job or a worker, without its occupations, which are given beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id; no two items of an index share one.
    pub id: u128,
    /// Where it is.
    pub point: Point,
    /// What it pays or wants for an hour, not negative.
    pub pay: Fen,
    /// The slots of the week it covers.
    pub slots: Availability,
    /// Its dates, if it is not for every week.
    pub dates: Option<Period>,
    /// When it was posted, or the worker last confirmed to be looking.
    pub posted: Micros,
    /// From when on it is no longer found.
    pub expires: Micros,
    /// How far it lets the other side come from, or goes itself, in metres; `u32::MAX` for anywhere.
    pub reach_m: u32,
    /// What it has.
    pub traits: Traits,
    /// What the other side must have.
    pub needs: Traits,
    /// How reliable this side was.
    pub trust: Share,
    /// The chance that this side accepts.
    pub chance: Share,
    /// How little this side was seen: a new worker, a small employer.
    pub newcomer: Share,
}

impl Item {
    /// An item open at any time, to anybody and for ever, with no share of anything.
    pub const fn open(id: u128, point: Point, pay: Fen, slots: Availability, posted: Micros) -> Item {
        Item {
            id,
            point,
            pay,
            slots,
            dates: None,
            posted,
            expires: Micros(i64::MAX),
            reach_m: u32::MAX,
            traits: Traits::NONE,
            needs: Traits::NONE,
            trust: Share(0),
            chance: Share(0),
            newcomer: Share(0),
        }
    }
}

/// An item as it is kept: packed, with the number of the occupation it is filed under.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    id: [u64; 2],
    pub(crate) point: Point,
    pub(crate) pay: i64,
    pub(crate) posted: i64,
    pub(crate) expires: i64,
    /// The first moment and the first moment after; the ends of time for every week.
    pub(crate) starts: i64,
    pub(crate) ends: i64,
    pub(crate) traits: u64,
    pub(crate) needs: u64,
    /// The occupations beside `home`, if there are any.
    pub(crate) others: Option<Box<[u32]>>,
    pub(crate) home: u32,
    pub(crate) slots: u32,
    pub(crate) reach_m: u32,
    /// Trust, chance and newcomer.
    pub(crate) merit: [u8; 3],
}

impl Record {
    /// Packs an item; `pay.range` if its pay is negative.
    pub(crate) fn new(item: &Item) -> Result<Record> {
        if item.pay < Fen::ZERO {
            return Err(Error::invalid("pay.range"));
        }
        Ok(Record {
            id: [(item.id >> 64) as u64, item.id as u64],
            point: item.point,
            pay: item.pay.0,
            posted: item.posted.0,
            expires: item.expires.0,
            starts: item.dates.map_or(i64::MIN, |dates| dates.start().0),
            ends: item.dates.map_or(i64::MAX, |dates| dates.end().0),
            traits: item.traits.0,
            needs: item.needs.0,
            others: None,
            home: 0,
            slots: item.slots.bits(),
            reach_m: item.reach_m,
            merit: [item.trust.0, item.chance.0, item.newcomer.0],
        })
    }

    pub(crate) fn id(&self) -> u128 {
        u128::from(self.id[0]) << 64 | u128::from(self.id[1])
    }

    /// Every occupation it is filed under, that of this copy first.
    pub(crate) fn occupations(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.home).chain(self.others.iter().flat_map(|others| others.iter().copied()))
    }

    /// One copy for each occupation; none for no occupation.
    pub(crate) fn filed(self, occupations: &[u32]) -> impl Iterator<Item = Record> + '_ {
        occupations.iter().enumerate().map(move |(at, home)| {
            let others: Box<[u32]> =
                occupations.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, o)| *o).collect();
            Record { home: *home, others: (!others.is_empty()).then_some(others), ..self.clone() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_between_nought_and_one() {
        assert_eq!([-1.0, 0.0, 0.5, 1.0, 7.0, f64::NAN].map(|v| Share::of(v).0), [0, 0, 128, 255, 255, 0]);
        assert_eq!(Share(255).value(), 1.0);
    }

    #[test]
    fn a_record_is_small_and_keeps_its_id() {
        assert_eq!(size_of::<Record>(), 120);
        let point = Point::new(119.3, 26.08).unwrap();
        let id = u128::MAX - 7;
        let item = Item::open(id, point, Fen(0), Availability::ALL, Micros(0));
        assert_eq!(Record::new(&item).unwrap().id(), id);
        let item = Item { pay: Fen(-1), ..item };
        assert_eq!(Record::new(&item).unwrap_err().code, "pay.range");
    }
}
