//! Keys that bring records together. Two records are compared if one key of theirs agrees; every error that the rule
//! knows of leaves at least one key as it was. A key that brings more than [`MOST`] together says too little and is
//! passed over: the same people have others.

use kernel::Level;

use super::{Known, name::hash};

/// So many records of one key are compared with each other.
const MOST: usize = 150;

type Key = fn(&Known) -> Option<u64>;

fn of(parts: &[&[u8]]) -> u64 {
    parts
        .iter()
        .fold(0, |sum: u64, part| sum.rotate_left(23) ^ hash(part).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn heard(k: &Known) -> Option<[u8; 8]> {
    (!k.name.is_empty()).then(|| k.name.heard.to_le_bytes())
}

/// A number has three parts: county, date, order with check. An error in one leaves the other two.
const KEYS: &[Key] = &[
    |k| k.number.map(|n| of(&[&n.text[..14]])),
    |k| k.number.map(|n| of(&[&n.text[6..]])),
    |k| k.number.map(|n| of(&[&n.text[..6], &n.text[14..]])),
    // The parts of a phone: whose numbers, which block, which of it.
    |k| k.phone.map(|p| of(&[&p.0])),
    |k| Some(of(&[&k.phone?.0[..7], &k.name.ends().0.to_le_bytes()])),
    |k| Some(of(&[&k.phone?.0[..3], &k.phone?.0[7..], &k.name.ends().0.to_le_bytes()])),
    |k| Some(of(&[&k.phone?.0[3..], &k.name.ends().0.to_le_bytes()])),
    // The first and the last sound of the name with the day.
    |k| Some(of(&[&k.birth?.0, &k.name.ends().0.to_le_bytes()])),
    |k| Some(of(&[&k.birth?.0, &k.name.ends().1.to_le_bytes()])),
    // The whole name with half of the day, with a village, a county.
    |k| Some(of(&[&k.birth?.0[..4], &heard(k)?])),
    |k| Some(of(&[&k.birth?.0[4..], &heard(k)?])),
    |k| Some(of(&[&heard(k)?, k.region.at(Level::Township).as_str().as_bytes()])),
    |k| Some(of(&[&heard(k)?, k.region.at(Level::County).as_str().as_bytes()])),
    |k| Some(of(&[&heard(k)?, k.home?.as_str().as_bytes()])),
];

/// Hands over every pair that shares a key; a pair that shares two is handed over twice.
pub(super) fn each_pair(known: &[Known], mut take: impl FnMut(u32, u32)) {
    let mut block: Vec<(u64, u32)> = Vec::with_capacity(known.len());
    for key in KEYS {
        block.clear();
        block.extend((0..).zip(known).filter_map(|(i, record)| Some((key(record)?, i))));
        block.sort_unstable();
        for together in block.chunk_by(|a, b| a.0 == b.0).filter(|some| (2..=MOST).contains(&some.len())) {
            for (at, (_, i)) in together.iter().enumerate() {
                for (_, j) in &together[at + 1..] {
                    take(*i, *j);
                }
            }
        }
    }
}
