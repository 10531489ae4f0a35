//! Ridge regression of each class on the features of titles, solved exactly in its dual form (Saunders, Gammerman and Vovk
//! 1998), and what each example would score had it been left out, in closed form (Allen 1974). It refuses nothing:
//! examples without features learn nothing and score nothing.

use std::collections::BTreeMap;

/// A text's features and its class; the weight is how much it counts beside a title's 1.
pub(super) struct Example {
    pub features: Vec<(u32, f32)>,
    pub class: usize,
    pub weight: f32,
}

/// What is learned: for each example its dual weights, one a class, and its scores had it been left out.
pub(super) struct Ridge {
    holders: BTreeMap<u32, Vec<(usize, f32)>>,
    dual: Vec<Vec<f32>>,
    classes: usize,
    pub left_out: Vec<Vec<f32>>,
}

impl Ridge {
    /// Each feature with its weights, one a class. They are made one at a time, for there are hundreds of megabytes.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, Vec<f32>)> {
        self.holders.iter().map(|(hash, list)| {
            let mut row = vec![0.0; self.classes];
            for (at, value) in list {
                add(&mut row, self.dual.get(*at).map(Vec::as_slice).unwrap_or_default(), *value);
            }
            (*hash, row)
        })
    }
}

/// How many rows are worked on at a time, so that they stay in the cache.
const BLOCK: usize = 8;
const LANES: usize = 16;

/// A lower triangle, a vector a row.
type Triangle = Vec<Vec<f32>>;

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum::<f32>();
    let mut sums = [0.0_f32; LANES];
    for (x, y) in a.zip(b) {
        sums.iter_mut().zip(x).zip(y).for_each(|((sum, x), y)| *sum += x * y);
    }
    sums.iter().sum::<f32>() + rest
}

fn add(to: &mut [f32], row: &[f32], times: f32) {
    to.iter_mut().zip(row).for_each(|(to, value)| *to += times * value);
}

/// Learns with a penalty of `penalty` divided by an example's weight on its residual.
pub(super) fn ridge(examples: &[Example], classes: usize, penalty: f32) -> Ridge {
    let mut holders = BTreeMap::<u32, Vec<(usize, f32)>>::new();
    for (at, example) in examples.iter().enumerate() {
        for (hash, value) in &example.features {
            holders.entry(*hash).or_default().push((at, *value));
        }
    }
    let mut lower = inner(examples, &holders);
    for (row, example) in lower.iter_mut().zip(examples) {
        row.last_mut().into_iter().for_each(|own| *own += penalty / example.weight);
    }
    let lower = inverse(&cholesky(lower));
    let (dual, own) = solve(&lower, examples, classes);
    let left_out = dual.iter().zip(&own).zip(examples).map(|((row, own), example)| {
        let label = |class| if class == example.class { 1.0 } else { 0.0 };
        row.iter().enumerate().map(|(class, value)| label(class) - value / own).collect()
    });
    let left_out = left_out.collect();
    Ridge { holders, dual, classes, left_out }
}

/// The inner products of all pairs of examples.
fn inner(examples: &[Example], holders: &BTreeMap<u32, Vec<(usize, f32)>>) -> Triangle {
    let mut rows = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let mut row = vec![0.0_f32; at + 1];
        for (hash, value) in &example.features {
            for (other, theirs) in holders.get(hash).into_iter().flatten().take_while(|(o, _)| *o <= at) {
                row.get_mut(*other).into_iter().for_each(|sum| *sum += value * theirs);
            }
        }
        rows.push(row);
    }
    rows
}

/// The triangle whose product with its own transpose is the given symmetric matrix.
fn cholesky(mut lower: Triangle) -> Triangle {
    let size = lower.len();
    for start in (0..size).step_by(BLOCK) {
        let (done, todo) = lower.split_at_mut(start);
        let block = todo.get_mut(..BLOCK.min(size - start)).unwrap_or_default();
        for (column, above) in done.iter().enumerate() {
            block.iter_mut().for_each(|row| eliminate(row, above, column));
        }
        for at in 0..block.len() {
            let (above, below) = block.split_at_mut(at);
            let Some(row) = below.first_mut() else { continue };
            above.iter().enumerate().for_each(|(index, above)| eliminate(row, above, start + index));
            if let Some((own, head)) = row.split_last_mut() {
                *own = (*own - dot(head, head)).max(1e-6).sqrt();
            }
        }
    }
    lower
}

fn eliminate(row: &mut [f32], above: &[f32], column: usize) {
    let (head, rest) = row.split_at_mut(column);
    if let (Some(value), Some((own, above))) = (rest.first_mut(), above.split_last()) {
        *value = (*value - dot(head, above)) / own;
    }
}

/// The inverse of a lower triangle.
fn inverse(lower: &Triangle) -> Triangle {
    let mut inverse = Triangle::new();
    for (start, given) in (0..).step_by(BLOCK).zip(lower.chunks(BLOCK)) {
        let mut block = given.iter().map(|row| vec![0.0_f32; row.len()]).collect::<Vec<_>>();
        for (column, above) in inverse.iter().enumerate() {
            for (row, given) in block.iter_mut().zip(given) {
                add(row, above, -given.get(column).copied().unwrap_or(0.0));
            }
        }
        for (at, given) in given.iter().enumerate() {
            let (above, below) = block.split_at_mut(at);
            let (Some(row), Some(own)) = (below.first_mut(), given.last()) else { continue };
            for (column, above) in (start..).zip(above.iter()) {
                add(row, above, -given.get(column).copied().unwrap_or(0.0));
            }
            row.last_mut().into_iter().for_each(|last| *last = 1.0);
            row.iter_mut().for_each(|value| *value /= own);
        }
        inverse.append(&mut block);
    }
    inverse
}

/// The dual weights, a row an example and a column a class, and the diagonal of the inverse of the whole matrix, from
/// the inverse of its triangle.
fn solve(lower: &Triangle, examples: &[Example], classes: usize) -> (Vec<Vec<f32>>, Vec<f32>) {
    let mut own = vec![0.0_f32; examples.len()];
    let mut half = Vec::new();
    for row in lower {
        let mut sums = vec![0.0_f32; classes];
        for ((value, example), own) in row.iter().zip(examples).zip(&mut own) {
            *own += value * value;
            sums.get_mut(example.class).into_iter().for_each(|sum| *sum += value);
        }
        half.push(sums);
    }
    let mut dual = vec![vec![0.0_f32; classes]; examples.len()];
    for (start, block) in (0..).step_by(BLOCK).zip(dual.chunks_mut(BLOCK)) {
        for (row, sums) in lower.iter().zip(&half).skip(start) {
            for (value, dual) in row.iter().skip(start).zip(block.iter_mut()) {
                add(dual, sums, *value);
            }
        }
    }
    (dual, own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_up(count: usize) -> Vec<Example> {
        let made = |at: usize| Example {
            features: (0..5)
                .map(|n| ((at * at * 7 + n * 13 + at) as u32 % 23, 0.3 + n as f32 / 10.0))
                .collect(),
            class: at % 3,
            weight: [0.1, 1.0, 1.0, 0.7][at % 4],
        };
        let mut all = (0..count).map(made).collect::<Vec<_>>();
        for example in &mut all {
            example.features.sort_by_key(|(hash, _)| *hash);
            example.features.dedup_by_key(|(hash, _)| *hash);
        }
        all
    }

    fn scores(learned: &Ridge, example: &Example, classes: usize) -> Vec<f32> {
        let mut sums = vec![0.0; classes];
        for (hash, row) in learned.rows() {
            for (_, value) in example.features.iter().filter(|(known, _)| *known == hash) {
                add(&mut sums, &row, *value);
            }
        }
        sums
    }

    #[test]
    fn left_out_scores_are_those_of_learning_without_the_example() {
        let whole = ridge(&made_up(37), 3, 0.4);
        for at in 0..37 {
            let mut others = made_up(37);
            let example = others.remove(at);
            let truth = scores(&ridge(&others, 3, 0.4), &example, 3);
            for (truth, left_out) in truth.iter().zip(&whole.left_out[at]) {
                assert!((truth - left_out).abs() < 1e-3, "{at}: {truth} {left_out}");
            }
        }
    }

    #[test]
    fn the_slope_is_nothing_at_the_solution() {
        let examples = made_up(41);
        let learned = ridge(&examples, 3, 0.4);
        // The weights are the examples' residuals over their penalties, gathered by feature.
        let (hashes, weights): (Vec<_>, Vec<_>) = learned.rows().unzip();
        let weights = weights.concat();
        let mut gathered = vec![0.0_f32; weights.len()];
        for example in &examples {
            for (class, score) in scores(&learned, example, 3).iter().enumerate() {
                let label = if class == example.class { 1.0 } else { 0.0 };
                for (hash, value) in &example.features {
                    let at = hashes.binary_search(hash).unwrap();
                    gathered[at * 3 + class] += (label - score) * example.weight / 0.4 * value;
                }
            }
        }
        assert!(weights.iter().any(|weight| weight.abs() > 0.1));
        for (weight, gathered) in weights.iter().zip(&gathered) {
            assert!((weight - gathered).abs() < 1e-3, "{weight} {gathered}");
        }
    }

    #[test]
    fn nothing_to_learn_from_is_no_error() {
        let learned = ridge(&[], 0, 0.4);
        assert!(learned.rows().next().is_none() && learned.left_out.is_empty());
        let empty = [Example { features: Vec::new(), class: 0, weight: 1.0 }];
        assert_eq!(ridge(&empty, 1, 0.4).left_out, [[0.0]]);
    }
}
