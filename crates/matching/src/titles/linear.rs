//! A log-linear classifier whose classes share the weights of the groups above them, kept as a short list of small
//! whole numbers. It refuses a file it cannot read to the last byte.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Error, Result};

use crate::code::stem;

/// The share of a group's weight in the score of what lies below it.
pub(crate) const GROUP: f32 = 0.5;

/// The features' weights for the nodes of the classification; a node is a group (`4-10`) or a class (`=4-10-01-06`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linear {
    pub nodes: Vec<String>,
    pub hashes: Vec<u32>,
    pub ends: Vec<u32>,
    pub entries: Vec<(u16, i8)>,
    pub scale: f32,
}

/// The nodes of a code: the groups from the top, then the class itself.
pub(crate) fn path(code: &str) -> Vec<String> {
    let stem = stem(code);
    let groups = stem.match_indices('-').map(|(at, _)| stem.get(..at).unwrap_or(stem).to_owned());
    let mut nodes = groups.collect::<Vec<_>>();
    nodes.push(stem.to_owned());
    nodes.push(format!("={code}"));
    nodes
}

/// Reads little-endian numbers from the front of a file.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(Error::internal("titles.weights"))?;
        self.0 = rest;
        Ok(head)
    }

    pub(crate) fn number(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    pub(crate) fn real(&mut self) -> Result<f32> {
        let value = f32::from_bits(self.number()?);
        if value.is_finite() { Ok(value) } else { Err(Error::internal("titles.weights")) }
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        let length = self.number()? as usize;
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).map_err(|_| Error::internal("titles.weights"))
    }
}

impl Linear {
    /// Keeps the heaviest weights, at most `most` of them, in steps of a 127th of the heaviest. The rows, one a feature in
    /// order of their hashes, have a weight for each node.
    pub(crate) fn compact(
        nodes: Vec<String>,
        rows: impl Iterator<Item = (u32, Vec<f32>)>,
        most: usize,
    ) -> Self {
        let (mut heaviest, mut sparse) = (f32::MIN_POSITIVE, Vec::<(u32, u16, f32)>::new());
        for (hash, row) in rows {
            heaviest = row.iter().fold(heaviest, |most, weight| most.max(weight.abs()));
            // What is less than half a step of the heaviest so far is nothing in the end.
            let some = (0..).zip(row).filter(|(_, weight)| weight.abs() >= heaviest / 254.0);
            sparse.extend(some.map(|(node, weight)| (hash, node, weight)));
        }
        let mut sizes = sparse.iter().map(|(_, _, weight)| weight.abs()).collect::<Vec<_>>();
        let floor = if sizes.len() > most {
            *sizes.select_nth_unstable_by(most, |a, b| b.total_cmp(a)).1
        } else {
            0.0
        };
        let scale = heaviest / 127.0;
        let mut kept = Self { nodes, scale, ..Self::default() };
        for row in sparse.chunk_by(|a, b| a.0 == b.0) {
            let before = kept.entries.len();
            for (_, node, weight) in row.iter().filter(|(_, _, weight)| weight.abs() > floor) {
                let small = (weight / scale).round() as i8;
                if small != 0 {
                    kept.entries.push((*node, small));
                }
            }
            if kept.entries.len() > before {
                kept.hashes.extend(row.first().map(|entry| entry.0));
                kept.ends.push(kept.entries.len() as u32);
            }
        }
        kept
    }

    /// The sums of the weights of known features at each node, and whether any is known.
    pub(crate) fn sums(&self, features: &[(u32, f32)]) -> (Vec<f32>, bool) {
        let (mut sums, mut known) = (vec![0.0_f32; self.nodes.len()], false);
        for (hash, value) in features {
            let Ok(at) = self.hashes.binary_search(hash) else { continue };
            let end = |at: usize| self.ends.get(at).copied().unwrap_or(0) as usize;
            let start = if at == 0 { 0 } else { end(at - 1) };
            for (node, weight) in self.entries.get(start..end(at)).unwrap_or_default() {
                if let Some(sum) = sums.get_mut(usize::from(*node)) {
                    *sum += value * f32::from(*weight) * self.scale;
                }
            }
            known = true;
        }
        (sums, known)
    }

    /// The bytes that [`Self::read`] reads.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let mut number = |n: u32| out.extend(n.to_le_bytes());
        number(self.nodes.len() as u32);
        number(self.hashes.len() as u32);
        number(self.entries.len() as u32);
        number(self.scale.to_bits());
        self.hashes.iter().chain(&self.ends).for_each(|n| number(*n));
        self.entries.iter().for_each(|(node, _)| out.extend(node.to_le_bytes()));
        out.extend(self.entries.iter().map(|(_, weight)| *weight as u8));
        for node in &self.nodes {
            out.extend((node.len() as u32).to_le_bytes());
            out.extend(node.as_bytes());
        }
    }

    /// Reads what [`Self::write`] wrote; `titles.weights` for anything else.
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self> {
        let [nodes, features, entries] = [from.number()?, from.number()?, from.number()?].map(|n| n as usize);
        let scale = from.real()?;
        let words = |bytes: &[u8]| bytes.chunks(4).map(|c| Reader(c).number()).collect::<Result<Vec<_>>>();
        let hashes = words(from.take(features.saturating_mul(4))?)?;
        let ends = words(from.take(features.saturating_mul(4))?)?;
        let places = from.take(entries.saturating_mul(2))?.chunks(2);
        let places = places.map(|pair| pair.iter().rev().fold(0_u16, |n, byte| n << 8 | u16::from(*byte)));
        let places = places.collect::<Vec<_>>();
        let weights = from.take(entries)?.iter().map(|byte| *byte as i8);
        let entries = places.into_iter().zip(weights).collect::<Vec<_>>();
        let sorted = hashes.is_sorted_by(|a, b| a < b) && ends.is_sorted();
        let inside = entries.iter().all(|(node, _)| usize::from(*node) < nodes);
        if !sorted || !inside || ends.last().is_some_and(|end| *end as usize != entries.len()) {
            return Err(Error::internal("titles.weights"));
        }
        let nodes = (0..nodes).map(|_| from.text()).collect::<Result<Vec<_>>>()?;
        Ok(Self { nodes, hashes, ends, entries, scale })
    }

    /// The numbers of nodes by name.
    pub(crate) fn numbered(&self) -> BTreeMap<&str, usize> {
        self.nodes.iter().enumerate().map(|(number, node)| (node.as_str(), number)).collect()
    }
}

/// The nodes of several codes, each once, in order.
pub(crate) fn nodes_of<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    codes.flat_map(path).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Linear {
        let nodes = nodes_of(["4-10-01-06", "2-00-00-00"].into_iter());
        let dense = (0..nodes.len() * 3).map(|i| (i as f32 - 7.0) / 10.0).collect::<Vec<_>>();
        let rows = [3, 5, 9].into_iter().zip(dense.chunks(nodes.len()).map(<[f32]>::to_vec));
        let rows = rows.collect::<Vec<_>>();
        Linear::compact(nodes, rows.into_iter(), 15)
    }

    #[test]
    fn a_path_leads_from_the_top_to_the_class() {
        assert_eq!(path("4-10-01-06"), ["4", "4-10", "4-10-01", "4-10-01-06", "=4-10-01-06"]);
        assert_eq!(path("2-00-00-00"), ["2", "=2-00-00-00"]);
    }

    #[test]
    fn what_is_written_is_read_and_every_cut_is_refused() {
        let (linear, mut bytes) = (small(), Vec::new());
        linear.write(&mut bytes);
        let mut reader = Reader(&bytes);
        assert_eq!(Linear::read(&mut reader).unwrap(), linear);
        assert!(reader.0.is_empty());
        for length in 0..bytes.len() {
            assert_eq!(Linear::read(&mut Reader(&bytes[..length])).unwrap_err().code, "titles.weights");
        }
    }

    #[test]
    fn the_heaviest_weights_stay_within_half_a_step() {
        let linear = small();
        assert_eq!(linear.nodes.len(), 7);
        // Of two equal weights at the limit neither is kept.
        assert_eq!(linear.entries.len(), 14);
        let (sums, known) = linear.sums(&[(9, 2.0), (10, 1.0)]);
        assert!(known && (sums[6] - 2.6).abs() <= linear.scale + 1e-6, "{sums:?}");
        assert_eq!(linear.sums(&[(4, 1.0)]), (vec![0.0; 7], false));
    }
}
