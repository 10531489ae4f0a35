//! Learning the weights from coded titles, the same bits each time: a fixed order drawn from a fixed seed, sums in that
//! order and an exponential of our own. It refuses codes that the classification does not list.

use std::collections::BTreeMap;

use super::features::features;
use super::linear::{GROUP, Linear, nodes_of, path};
use super::rank::{FACTS, Facts, exp, score};
use super::ridge::{Example, ridge};
use super::{Codes, Titles};
use crate::Occupations;

const ROUNDS: usize = 20;
const RATE: f32 = 0.5;
/// The weight of a name or alias beside a title's 1.
const NAME: f32 = 0.3;
/// The same for the ridge regression.
const NAME_RIDGE: f32 = 0.1;
const PENALTY: f32 = 0.3;
/// The length of the features that the gradient descent sees.
const LENGTH: f32 = 2.5;
/// How much the ridge regression and the log-linear scores count in their sum.
const MIX: (f32, f32) = (12.0, 0.5);
/// How many weights of the classifier are kept.
const KEPT: usize = 330_000;
/// Into how many parts the titles are cut to learn the ranking from titles not seen.
const PARTS: usize = 5;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A name's features and its code.
type Name = (Vec<(u32, f32)>, usize);

/// The weights of features in full, a row a feature and a column a node.
struct Table {
    nodes: Vec<String>,
    hashes: Vec<u32>,
    weights: Vec<f32>,
}

/// Learns from titles with their codes; those with an unknown code are left out.
pub(crate) fn train(coded: &[(String, String)], all: &Occupations) -> Titles {
    let codes = Codes::new(all);
    let known = coded.iter().filter_map(|(title, code)| Some((title.as_str(), codes.number(code)?)));
    let known = known.collect::<Vec<_>>();
    let mut names = Vec::new();
    for (occupation, code) in all.all().zip(0..) {
        for name in std::iter::once(&occupation.name).chain(&occupation.aliases) {
            names.push((features(name), code));
        }
    }
    let mut titles = Titles::empty(codes);
    let mut unseen = vec![Vec::new(); known.len()];
    for part in 0..PARTS {
        let inside = |at: usize| (at * 7_919 + at / PARTS) % PARTS == part;
        let rest = known.iter().enumerate().filter(|(at, _)| !inside(*at)).map(|(_, example)| *example);
        let rest = examples(&mut titles, &rest.collect::<Vec<_>>(), &names, NAME);
        let table = descend(&rest, &titles.codes.list);
        titles.linear = Linear::compact(table.nodes, &table.hashes, &table.weights, usize::MAX);
        titles.place();
        for (at, (title, _)) in known.iter().enumerate().filter(|(at, _)| inside(*at)) {
            unseen.get_mut(at).into_iter().for_each(|scores| *scores = titles.scores(title).0);
        }
    }
    let weak = examples(&mut titles, &known, &names, NAME);
    let mut table = descend(&weak, &titles.codes.list);
    table.weights.iter_mut().for_each(|weight| *weight *= MIX.1);
    let left_out = regress(&mut titles, &known, &names, &mut table);
    let mut chosen = Vec::new();
    for (((title, code), mut scores), left_out) in known.iter().zip(unseen).zip(left_out) {
        scores.iter_mut().zip(left_out).for_each(|(a, b)| *a = MIX.1 * *a + MIX.0 * b);
        let mut counts = titles.counts.clone();
        counts.get_mut(*code).into_iter().for_each(|count| *count -= 1);
        let found = titles.chosen(title, &scores, &counts, true);
        if let Some(right) = found.iter().position(|(candidate, _)| candidate == code) {
            chosen.push((right, found.into_iter().map(|(_, facts)| facts).collect::<Vec<_>>()));
        }
    }
    titles.weights = choose(&chosen);
    titles.linear = Linear::compact(table.nodes, &table.hashes, &table.weights, KEPT);
    titles.place();
    titles
}

/// The titles and the names of the codes that they have; counts how often each code is seen.
fn examples(titles: &mut Titles, known: &[(&str, usize)], names: &[Name], weight: f32) -> Vec<Example> {
    titles.counts = vec![0; titles.codes.list.len()];
    for (_, code) in known {
        titles.counts.get_mut(*code).into_iter().for_each(|count| *count += 1);
    }
    let own =
        known.iter().map(|(title, class)| Example { features: features(title), class: *class, weight: 1.0 });
    let seen = |code: usize| titles.counts.get(code).is_some_and(|count| *count > 0);
    let names = names.iter().filter(|(_, code)| seen(*code));
    own.chain(names.map(|(features, class)| Example { features: features.clone(), class: *class, weight }))
        .collect()
}

/// Adds the ridge regression's weights to those of the classes, and gives for each title what the regression would have
/// scored without it, by number of the code.
fn regress(titles: &mut Titles, known: &[(&str, usize)], names: &[Name], table: &mut Table) -> Vec<Vec<f32>> {
    let mut examples = examples(titles, known, names, NAME_RIDGE);
    let mut classes = examples.iter().map(|example| example.class).collect::<Vec<_>>();
    classes.sort_unstable();
    classes.dedup();
    for example in &mut examples {
        example.class = classes.binary_search(&example.class).unwrap_or(0);
    }
    let learned = ridge(&examples, classes.len(), PENALTY);
    let node = |class: &usize| format!("={}", titles.codes.list.get(*class).map_or("", String::as_str));
    let places = classes.iter().map(node).map(|node| table.nodes.binary_search(&node).unwrap_or(usize::MAX));
    let places = places.collect::<Vec<_>>();
    let width = table.nodes.len();
    let mut old = table.hashes.iter().zip(table.weights.chunks(width.max(1))).collect::<BTreeMap<_, _>>();
    let mut weights = Vec::with_capacity(learned.hashes.len() * width);
    for (hash, row) in learned.hashes.iter().zip(learned.weights.chunks(classes.len().max(1))) {
        let mut sums = old.remove(hash).map_or_else(|| vec![0.0; width], <[f32]>::to_vec);
        for (place, weight) in places.iter().zip(row) {
            sums.get_mut(*place).into_iter().for_each(|sum| *sum += MIX.0 * weight);
        }
        weights.extend(sums);
    }
    (table.hashes, table.weights) = (learned.hashes, weights);
    let wide = learned.left_out.into_iter().take(known.len()).map(|row| {
        let mut scores = vec![0.0; titles.codes.list.len()];
        for (class, score) in classes.iter().zip(row) {
            scores.get_mut(*class).into_iter().for_each(|wide| *wide = score);
        }
        scores
    });
    wide.collect()
}

/// Stochastic gradient descent on the log loss, with one learning rate a feature that falls with its gradients (AdaGrad,
/// Duchi, Hazan and Singer 2011).
fn descend(examples: &[Example], codes: &[String]) -> Table {
    let mut classes = examples.iter().map(|example| example.class).collect::<Vec<_>>();
    classes.sort_unstable();
    classes.dedup();
    let nodes = nodes_of(classes.iter().filter_map(|class| codes.get(*class)).map(String::as_str));
    let shares = nodes.iter().map(|n| if n.starts_with('=') { 1.0 } else { GROUP }).collect::<Vec<f32>>();
    let number = |node: &String| nodes.binary_search(node).ok();
    let paths = classes.iter().filter_map(|class| codes.get(*class));
    let paths = paths.map(|code| path(code).iter().filter_map(number).collect::<Vec<_>>());
    let paths = paths.collect::<Vec<_>>();
    let mut often = BTreeMap::<u32, u32>::new();
    examples.iter().flat_map(|e| &e.features).for_each(|(hash, _)| *often.entry(*hash).or_default() += 1);
    let hashes = often.iter().filter(|(_, n)| **n > 1).map(|(hash, _)| *hash).collect::<Vec<_>>();
    let data = examples.iter().filter_map(|example| {
        let place = |(hash, value): &(u32, f32)| Some((hashes.binary_search(hash).ok()?, *value * LENGTH));
        let class = classes.binary_search(&example.class).ok()?;
        Some((example.features.iter().filter_map(place).collect::<Vec<_>>(), class, example.weight))
    });
    let data = data.collect::<Vec<_>>();
    let width = nodes.len();
    let mut dense = vec![0.0_f32; hashes.len() * width];
    let mut gathered = vec![0.0_f32; hashes.len()];
    let (mut sums, mut slope) = (vec![0.0_f32; width], vec![0.0_f32; width]);
    let mut chances = vec![0.0_f32; classes.len()];
    let mut order = (0..data.len()).collect::<Vec<_>>();
    let mut seed = SEED;
    for round in 0..ROUNDS {
        let rate = RATE * (1.0 - round as f32 / ROUNDS as f32 * 0.9);
        shuffle(&mut order, &mut seed);
        for (known, class, weight) in order.iter().filter_map(|at| data.get(*at)) {
            sums.fill(0.0);
            for (feature, value) in known {
                let row = dense.get(feature * width..(feature + 1) * width).unwrap_or_default();
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
            }
            sums.iter_mut().zip(&shares).for_each(|(sum, share)| *sum *= share);
            let at = |node: &usize| sums.get(*node).copied().unwrap_or(0.0);
            chances.iter_mut().zip(&paths).for_each(|(chance, path)| *chance = path.iter().map(at).sum());
            let top = chances.iter().copied().fold(f32::MIN, f32::max);
            chances.iter_mut().for_each(|chance| *chance = exp(*chance - top));
            let whole = chances.iter().sum::<f32>();
            slope.fill(0.0);
            let mut steep = 0.0;
            for (other, (chance, path)) in chances.iter().zip(&paths).enumerate() {
                let miss = (chance / whole - if other == *class { 1.0 } else { 0.0 }) * weight;
                steep += miss * miss;
                if miss.abs() >= 1e-5 {
                    path.iter().for_each(|node| {
                        if let Some(slope) = slope.get_mut(*node) {
                            *slope += miss;
                        }
                    });
                }
            }
            slope.iter_mut().zip(&shares).for_each(|(slope, share)| *slope *= share);
            for (feature, value) in known {
                let Some(gathered) = gathered.get_mut(*feature) else { continue };
                *gathered += steep * value * value;
                let step = rate * value / (gathered.sqrt() + 1e-3);
                let row = dense.get_mut(feature * width..(feature + 1) * width).unwrap_or_default();
                row.iter_mut().zip(&slope).for_each(|(weight, slope)| *weight -= step * slope);
            }
        }
    }
    for row in dense.chunks_mut(width.max(1)) {
        row.iter_mut().zip(&shares).for_each(|(weight, share)| *weight *= share * LENGTH);
    }
    Table { nodes, hashes, weights: dense }
}

/// Fisher and Yates with Marsaglia's xorshift.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, (*seed % (at as u64 + 1)) as usize);
    }
}

/// The weights of the facts under which the right candidates are most likely: Adam (Kingma and Ba 2015) over all at once.
fn choose(chosen: &[(usize, Vec<Facts>)]) -> Facts {
    let (mut weights, mut mean, mut square) = ([0.0_f32; FACTS], [0.0_f32; FACTS], [0.0_f32; FACTS]);
    let mut spread = [0.0_f64; FACTS];
    let rows = chosen.iter().map(|(_, rows)| rows.len()).sum::<usize>().max(1);
    for facts in chosen.iter().flat_map(|(_, rows)| rows) {
        spread.iter_mut().zip(facts).for_each(|(s, fact)| *s += f64::from(fact * fact) / rows as f64);
    }
    let spread = spread.map(|s| (s.sqrt() as f32).max(1e-3));
    for step in 1..=300 {
        let mut slope = weights.map(|weight| f64::from(weight) * 1e-4);
        for (right, rows) in chosen {
            let scores =
                rows.iter().map(|facts| score(&divided(&weights, &spread), facts)).collect::<Vec<_>>();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let chances = scores.iter().map(|score| exp(score - top)).collect::<Vec<_>>();
            let whole = chances.iter().sum::<f32>();
            for (at, (facts, chance)) in rows.iter().zip(&chances).enumerate() {
                let miss = chance / whole - if at == *right { 1.0 } else { 0.0 };
                for ((slope, fact), spread) in slope.iter_mut().zip(facts).zip(&spread) {
                    *slope += f64::from(miss * fact / spread) / chosen.len() as f64;
                }
            }
        }
        let (fade, fade2) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.99_f32.powi(step));
        let state = weights.iter_mut().zip(&mut mean).zip(&mut square).zip(&slope);
        for (((weight, mean), square), slope) in state {
            let slope = *slope as f32;
            *mean = 0.9 * *mean + 0.1 * slope;
            *square = 0.99 * *square + 0.01 * slope * slope;
            *weight -= 0.05 * (*mean / fade) / ((*square / fade2).sqrt() + 1e-8);
        }
    }
    divided(&weights, &spread)
}

fn divided(weights: &Facts, by: &Facts) -> Facts {
    let mut out = *weights;
    out.iter_mut().zip(by).for_each(|(weight, by)| *weight /= by);
    out
}
