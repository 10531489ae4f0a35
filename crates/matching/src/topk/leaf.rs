//! A leaf: a few dozen items, their records and, in blocks of sixteen lanes, the columns that estimates
//! read. It refuses to be read by lane where a lane is not filled: such lanes have no slots and meet nothing.

use super::bounds::{Bounds, Lane};
use super::item::Record;
use super::tree::Key;

/// Lanes in a block.
pub(crate) const LANES: usize = 16;
/// The most items in a leaf.
pub(crate) const CAPACITY: usize = 64;

/// Sixteen items, one column for each thing an estimate reads.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) x: [f32; LANES],
    pub(crate) y: [f32; LANES],
    pub(crate) z: [f32; LANES],
    pub(crate) pay: [i32; LANES],
    pub(crate) slots: [u32; LANES],
    pub(crate) posted: [f32; LANES],
    pub(crate) reach: [f32; LANES],
    pub(crate) merit: [u32; LANES],
}

impl Block {
    const EMPTY: Block = Block {
        x: [0.0; LANES],
        y: [0.0; LANES],
        z: [0.0; LANES],
        pay: [0; LANES],
        slots: [0; LANES],
        posted: [0.0; LANES],
        reach: [0.0; LANES],
        merit: [0; LANES],
    };

    fn lane(&self, at: usize) -> Lane {
        Lane {
            at: [self.x[at], self.y[at], self.z[at]],
            pay: self.pay[at],
            slots: self.slots[at],
            posted: self.posted[at],
            reach: self.reach[at],
            merit: self.merit[at],
        }
    }

    fn set(&mut self, at: usize, lane: Lane) {
        [self.x[at], self.y[at], self.z[at]] = lane.at;
        self.pay[at] = lane.pay;
        self.slots[at] = lane.slots;
        self.posted[at] = lane.posted;
        self.reach[at] = lane.reach;
        self.merit[at] = lane.merit;
    }
}

/// Some items, in no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaf {
    pub(crate) blocks: Vec<Block>,
    pub(crate) records: Vec<Record>,
}

impl Leaf {
    /// A leaf of some records.
    pub(crate) fn of(records: Vec<Record>) -> Leaf {
        let mut leaf = Leaf { blocks: vec![Block::EMPTY; records.len().div_ceil(LANES)], records };
        for (at, record) in leaf.records.iter().enumerate() {
            leaf.blocks[at / LANES].set(at % LANES, Lane::of(record));
        }
        leaf
    }

    /// The bounds of what it holds.
    pub(crate) fn bounds(&self) -> Bounds {
        let lanes = self.records.iter().enumerate();
        Bounds::around(
            lanes.map(|(at, record)| Bounds::of(record, &self.blocks[at / LANES].lane(at % LANES))),
        )
    }

    /// Adds an item at the end.
    pub(crate) fn push(&mut self, record: Record, lane: Lane) {
        let at = self.records.len();
        if at.is_multiple_of(LANES) {
            self.blocks.push(Block::EMPTY);
        }
        self.blocks[at / LANES].set(at % LANES, lane);
        self.records.push(record);
    }

    /// Takes an item out; the last takes its place.
    pub(crate) fn remove(&mut self, id: u128) -> Option<Record> {
        let at = self.records.iter().position(|record| record.id() == id)?;
        let record = self.records.swap_remove(at);
        let last = self.records.len();
        let lane = self.blocks[last / LANES].lane(last % LANES);
        self.blocks[at / LANES].set(at % LANES, lane);
        self.blocks[last / LANES].set(last % LANES, Lane::NONE);
        self.blocks.truncate(last.div_ceil(LANES));
        Some(record)
    }

    /// Keeps the lower half in the order of keys and gives the upper, with its least key.
    pub(crate) fn split(&mut self) -> (Key, Leaf) {
        let mut keyed: Vec<(Key, Record)> =
            std::mem::take(&mut self.records).into_iter().map(|record| (Key::of(&record), record)).collect();
        keyed.sort_unstable_by_key(|(key, _)| *key);
        let upper = keyed.split_off(keyed.len() / 2);
        let low = upper.first().map_or(Key::LEAST, |(key, _)| *key);
        let leaf =
            |keyed: Vec<(Key, Record)>| Leaf::of(keyed.into_iter().map(|(_, record)| record).collect());
        *self = leaf(keyed);
        (low, leaf(upper))
    }
}
