//! Learning the weights from coded titles, the same bits each time: a fixed order drawn from a fixed seed, sums in that
//! order and an exponential of our own. It refuses codes that the classification does not list.

use std::collections::BTreeMap;

use super::features::{NARROW, Reading, WIDE, features};
use super::linear::{GROUP, Linear, nodes_of, path};
use super::rank::{FACTS, Facts, Scores, exp, score};
use super::ridge::{Example, ridge};
use super::{Codes, Titles, named};
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
/// How many weights of the ridge regression and of the log-linear classifier are kept.
const KEPT: (usize, usize) = (310_000, 160_000);
/// Into how many parts the titles are cut to learn the ranking from titles not seen.
const PARTS: usize = 5;
/// How many steps the learning of the ranking takes.
const STEPS: i32 = 300;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

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
    let names = all.all().zip(0..).flat_map(|(o, code)| named(o).map(move |name| (name, code)));
    let names = names.collect::<Vec<_>>();
    let mut titles = Titles::empty(codes);
    let parts = parts(&known);
    let mut unseen = vec![Vec::new(); known.len()];
    for part in 0..PARTS {
        let inside = |at: usize| parts.get(at) == Some(&part);
        let rest = known.iter().enumerate().filter(|(at, _)| !inside(*at)).map(|(_, example)| *example);
        titles.learn_line(&rest.collect::<Vec<_>>(), &names, usize::MAX);
        for (at, (title, _)) in known.iter().enumerate().filter(|(at, _)| inside(*at)) {
            unseen.get_mut(at).into_iter().for_each(|scores| *scores = titles.scores(title).0.line);
        }
    }
    titles.learn_line(&known, &names, KEPT.1);
    let left_out = titles.learn_ridge(&known, &names);
    let mut chosen = Vec::new();
    for (((title, code), line), ridge) in known.iter().zip(unseen).zip(left_out) {
        let mut counts = titles.counts.clone();
        counts.get_mut(*code).into_iter().for_each(|count| *count -= 1);
        let found = titles.chosen(title, &Scores { ridge, line }, &counts, true);
        if let Some(right) = found.iter().position(|(candidate, _)| candidate == code) {
            chosen.push((right, found.into_iter().map(|(_, facts)| facts).collect::<Vec<_>>()));
        }
    }
    titles.weights = choose(&mut chosen);
    titles
}

/// The part of each title, so that the titles of a code are spread evenly.
fn parts(known: &[(&str, usize)]) -> Vec<usize> {
    let (mut order, mut seed) = ((0..known.len()).collect::<Vec<_>>(), SEED);
    shuffle(&mut order, &mut seed);
    order.sort_by_key(|at| known.get(*at).map(|(_, code)| *code));
    let mut parts = vec![0; known.len()];
    for (at, part) in order.into_iter().zip((0..PARTS).cycle()) {
        parts.get_mut(at).into_iter().for_each(|own| *own = part);
    }
    parts
}

impl Titles {
    /// The titles and the names of the codes that they have; counts how often each code is seen.
    fn examples(
        &mut self,
        known: &[(&str, usize)],
        names: &[(&str, usize)],
        weight: f32,
        reading: &Reading,
    ) -> Vec<Example> {
        self.counts = vec![0; self.codes.list.len()];
        for (_, code) in known {
            self.counts.get_mut(*code).into_iter().for_each(|count| *count += 1);
        }
        let example = |(text, class): &(&str, usize), weight| {
            let features = features(text, reading);
            Example { features, class: *class, weight }
        };
        let seen = names.iter().filter(|(_, code)| self.counts.get(*code).is_some_and(|count| *count > 0));
        known.iter().map(|title| example(title, 1.0)).chain(seen.map(|name| example(name, weight))).collect()
    }

    fn learn_line(&mut self, known: &[(&str, usize)], names: &[(&str, usize)], most: usize) {
        let examples = self.examples(known, names, NAME, &NARROW);
        let table = descend(&examples, &self.codes.list);
        let width = table.nodes.len().max(1);
        let rows = table.hashes.iter().copied().zip(table.weights.chunks(width).map(<[f32]>::to_vec));
        self.line = Linear::compact(table.nodes, rows, most);
        self.place();
    }

    /// Gives for each title what the regression would have scored without it, by number of the code.
    fn learn_ridge(&mut self, known: &[(&str, usize)], names: &[(&str, usize)]) -> Vec<Vec<f32>> {
        let mut examples = self.examples(known, names, NAME_RIDGE, &WIDE);
        let mut classes = examples.iter().map(|example| example.class).collect::<Vec<_>>();
        classes.sort_unstable();
        classes.dedup();
        for example in &mut examples {
            example.class = classes.binary_search(&example.class).unwrap_or(0);
        }
        let learned = ridge(&examples, classes.len(), PENALTY);
        let node = |class: &usize| format!("={}", self.codes.list.get(*class).map_or("", String::as_str));
        self.ridge = Linear::compact(classes.iter().map(node).collect(), learned.rows(), KEPT.0);
        self.place();
        let wide = learned.left_out.iter().take(known.len()).map(|row| {
            let mut scores = vec![0.0; self.codes.list.len()];
            for (class, score) in classes.iter().zip(row) {
                scores.get_mut(*class).into_iter().for_each(|wide| *wide = *score);
            }
            scores
        });
        wide.collect()
    }
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
fn choose(chosen: &mut [(usize, Vec<Facts>)]) -> Facts {
    let (mut weights, mut mean, mut square) = ([0.0_f32; FACTS], [0.0_f32; FACTS], [0.0_f32; FACTS]);
    let spread = spread(chosen);
    for step in 1..=STEPS {
        let mut slope = weights.map(|weight| f64::from(weight) * 1e-4);
        for (right, rows) in chosen.iter() {
            let scores = rows.iter().map(|facts| score(&weights, facts)).collect::<Vec<_>>();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let chances = scores.iter().map(|score| exp(score - top)).collect::<Vec<_>>();
            let whole = chances.iter().sum::<f32>();
            let mut own = [0.0_f32; FACTS];
            for (at, (facts, chance)) in rows.iter().zip(&chances).enumerate() {
                let miss = chance / whole - if at == *right { 1.0 } else { 0.0 };
                own.iter_mut().zip(facts).for_each(|(own, fact)| *own += miss * fact);
            }
            let count = chosen.len() as f64;
            slope.iter_mut().zip(own).for_each(|(slope, own)| *slope += f64::from(own) / count);
        }
        let (fade, fade2) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.99_f32.powi(step));
        let rate = 0.05 * (1.0 - 0.9 * step as f32 / STEPS as f32);
        let state = weights.iter_mut().zip(&mut mean).zip(&mut square).zip(&slope);
        for (((weight, mean), square), slope) in state {
            let slope = *slope as f32;
            *mean = 0.9 * *mean + 0.1 * slope;
            *square = 0.99 * *square + 0.01 * slope * slope;
            *weight -= rate * (*mean / fade) / ((*square / fade2).sqrt() + 1e-8);
        }
    }
    weights.iter_mut().zip(&spread).for_each(|(weight, by)| *weight /= by);
    weights
}

/// Takes from each fact its mean over the candidates of a title, which changes no chance, and divides it by its spread.
fn spread(chosen: &mut [(usize, Vec<Facts>)]) -> Facts {
    let mut spread = [0.0_f64; FACTS];
    let count = chosen.iter().map(|(_, rows)| rows.len()).sum::<usize>().max(1) as f64;
    for (_, rows) in chosen.iter_mut() {
        let mut mean = [0.0_f32; FACTS];
        let share = 1.0 / rows.len().max(1) as f32;
        for facts in rows.iter() {
            mean.iter_mut().zip(facts).for_each(|(mean, fact)| *mean += fact * share);
        }
        for facts in rows.iter_mut() {
            for ((fact, mean), spread) in facts.iter_mut().zip(&mean).zip(&mut spread) {
                *fact -= mean;
                *spread += f64::from(*fact * *fact) / count;
            }
        }
    }
    let spread = spread.map(|sum| (sum.sqrt() as f32).max(1e-3));
    for facts in chosen.iter_mut().flat_map(|(_, rows)| rows) {
        facts.iter_mut().zip(&spread).for_each(|(fact, by)| *fact /= by);
    }
    spread
}
