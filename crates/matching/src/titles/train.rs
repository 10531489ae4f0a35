//! Learning the weights from coded titles, the same bits each time: a fixed order drawn from a fixed seed, sums in that
//! order and an exponential of our own. It refuses codes that the classification does not list.

use std::collections::BTreeMap;

use super::features::features;
use super::linear::{GROUP, Linear, nodes_of, path};
use super::rank::{FACTS, Facts, exp, score};
use super::{Codes, Titles};
use crate::Occupations;

const ROUNDS: usize = 20;
const RATE: f32 = 0.5;
/// The weight of a name or alias beside a title's 1.
const NAME: f32 = 0.3;
/// How many weights of the classifier are kept.
const KEPT: usize = 430_000;
/// Into how many parts the titles are cut to learn the ranking from titles not seen.
const PARTS: usize = 5;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

struct Example {
    features: Vec<(u32, f32)>,
    code: usize,
    weight: f32,
}

/// Learns from titles with their codes; those with an unknown code are left out.
pub(crate) fn train(coded: &[(String, String)], all: &Occupations) -> Titles {
    let codes = Codes::new(all);
    let known = coded.iter().filter_map(|(title, code)| Some((title.as_str(), codes.number(code)?)));
    let known = known.collect::<Vec<_>>();
    let mut names = Vec::new();
    for (occupation, code) in all.all().zip(0..) {
        for name in std::iter::once(&occupation.name).chain(&occupation.aliases) {
            names.push(Example { features: features(name), code, weight: NAME });
        }
    }
    let mut titles = Titles::empty(codes);
    let mut chosen = Vec::new();
    for part in 0..PARTS {
        let inside = |at: usize| (at * 7_919 + at / PARTS) % PARTS == part;
        let rest = known.iter().enumerate().filter(|(at, _)| !inside(*at)).map(|(_, example)| *example);
        classify(&mut titles, &rest.collect::<Vec<_>>(), &names);
        for (title, code) in known.iter().enumerate().filter(|(at, _)| inside(*at)).map(|(_, e)| *e) {
            let found = titles.candidates(title);
            if let Some(right) = found.iter().position(|(candidate, _)| *candidate == code) {
                chosen.push((right, found.into_iter().map(|(_, facts)| facts).collect::<Vec<_>>()));
            }
        }
    }
    titles.weights = choose(&chosen);
    classify(&mut titles, &known, &names);
    titles
}

/// Fills in the classifier and the counts.
fn classify(titles: &mut Titles, known: &[(&str, usize)], names: &[Example]) {
    titles.counts = vec![0; titles.codes.list.len()];
    for (_, code) in known {
        if let Some(count) = titles.counts.get_mut(*code) {
            *count += 1;
        }
    }
    let seen = |code: usize| titles.counts.get(code).is_some_and(|count| *count > 0);
    let own =
        known.iter().map(|(title, code)| Example { features: features(title), code: *code, weight: 1.0 });
    let own = own.collect::<Vec<_>>();
    let examples = own.iter().chain(names.iter().filter(|name| seen(name.code))).collect::<Vec<_>>();
    titles.linear = descend(&examples, &titles.codes.list);
    titles.place();
}

/// Stochastic gradient descent on the log loss, with one learning rate a feature that falls with its gradients (AdaGrad,
/// Duchi, Hazan and Singer 2011).
fn descend(examples: &[&Example], codes: &[String]) -> Linear {
    let mut classes = examples.iter().map(|example| example.code).collect::<Vec<_>>();
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
        let place = |(hash, value): &(u32, f32)| Some((hashes.binary_search(hash).ok()?, *value));
        let class = classes.binary_search(&example.code).ok()?;
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
        row.iter_mut().zip(&shares).for_each(|(weight, share)| *weight *= share);
    }
    Linear::compact(nodes, &hashes, &dense, KEPT)
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
