//! What is true of every item below a node: the ends of each column that a question looks at. It refuses to be
//! tight after a removal until it is told anew; it is never too narrow.

use kernel::Micros;

use super::item::Record;
use super::sphere::unit;

/// Postings are counted in hours from 2026-01-01 UTC, so that single precision is seconds in our years.
const EPOCH: i64 = 1_767_225_600 * Micros::SECOND;

/// Hours since the epoch.
pub(crate) fn hours(at: i64) -> f64 {
    at.saturating_sub(EPOCH) as f64 / Micros::HOUR as f64
}

/// An item as estimates see it, one lane of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lane {
    pub(crate) at: [f32; 3],
    pub(crate) pay: i32,
    pub(crate) slots: u32,
    pub(crate) posted: f32,
    pub(crate) reach: f32,
    /// Trust, chance and newcomer, a byte each from the lowest.
    pub(crate) merit: u32,
}

impl Lane {
    /// No item: it meets no slot.
    pub(crate) const NONE: Lane = Lane { at: [0.0; 3], pay: 0, slots: 0, posted: 0.0, reach: 0.0, merit: 0 };

    pub(crate) fn of(record: &Record) -> Lane {
        let [trust, chance, newcomer] = record.merit.map(u32::from);
        Lane {
            at: unit(record.point),
            pay: i32::try_from(record.pay).unwrap_or(i32::MAX),
            slots: record.slots,
            posted: hours(record.posted) as f32,
            reach: if record.reach_m == u32::MAX { f32::INFINITY } else { record.reach_m as f32 },
            merit: trust | chance << 8 | newcomer << 16,
        }
    }
}

/// The ends of the columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: [f32; 3],
    pub(crate) high: [f32; 3],
    pub(crate) pay_low: i32,
    pub(crate) pay_high: i32,
    pub(crate) slots: u32,
    pub(crate) newest: f32,
    pub(crate) reach: f32,
    pub(crate) merit: u32,
    pub(crate) traits_any: u64,
    pub(crate) traits_all: u64,
    pub(crate) needs_any: u64,
    pub(crate) needs_all: u64,
    pub(crate) expires: [i64; 2],
    pub(crate) starts: [i64; 2],
    pub(crate) ends: [i64; 2],
    /// Whether an item is filed under several occupations.
    pub(crate) shared: bool,
}

impl Bounds {
    /// Of nothing.
    pub(crate) const EMPTY: Bounds = Bounds {
        low: [f32::INFINITY; 3],
        high: [f32::NEG_INFINITY; 3],
        pay_low: i32::MAX,
        pay_high: i32::MIN,
        slots: 0,
        newest: f32::NEG_INFINITY,
        reach: f32::NEG_INFINITY,
        merit: 0,
        traits_any: 0,
        traits_all: u64::MAX,
        needs_any: 0,
        needs_all: u64::MAX,
        expires: [i64::MAX, i64::MIN],
        starts: [i64::MAX, i64::MIN],
        ends: [i64::MAX, i64::MIN],
        shared: false,
    };

    /// Of one item.
    pub(crate) fn of(record: &Record, lane: &Lane) -> Bounds {
        Bounds {
            low: lane.at,
            high: lane.at,
            pay_low: lane.pay,
            pay_high: lane.pay,
            slots: lane.slots,
            newest: lane.posted,
            reach: lane.reach,
            merit: lane.merit,
            traits_any: record.traits,
            traits_all: record.traits,
            needs_any: record.needs,
            needs_all: record.needs,
            expires: [record.expires; 2],
            starts: [record.starts; 2],
            ends: [record.ends; 2],
            shared: record.others.is_some(),
        }
    }

    /// Makes room for what the other holds.
    pub(crate) fn join(&mut self, other: &Bounds) {
        for axis in 0..3 {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
        }
        self.pay_low = self.pay_low.min(other.pay_low);
        self.pay_high = self.pay_high.max(other.pay_high);
        self.slots |= other.slots;
        self.newest = self.newest.max(other.newest);
        self.reach = self.reach.max(other.reach);
        let byte = |merit: u32, shift: u32| merit >> shift & 255;
        self.merit = [0, 8, 16]
            .into_iter()
            .map(|shift| byte(self.merit, shift).max(byte(other.merit, shift)) << shift)
            .sum();
        self.traits_any |= other.traits_any;
        self.traits_all &= other.traits_all;
        self.needs_any |= other.needs_any;
        self.needs_all &= other.needs_all;
        let ends = |a: [i64; 2], b: [i64; 2]| [a[0].min(b[0]), a[1].max(b[1])];
        self.expires = ends(self.expires, other.expires);
        self.starts = ends(self.starts, other.starts);
        self.ends = ends(self.ends, other.ends);
        self.shared |= other.shared;
    }

    /// Of everything that several bounds hold.
    pub(crate) fn around(all: impl Iterator<Item = Bounds>) -> Bounds {
        all.fold(Bounds::EMPTY, |mut sum, bounds| {
            sum.join(&bounds);
            sum
        })
    }
}
