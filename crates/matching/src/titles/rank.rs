//! Which of all codes a title means: a log-linear choice among those that the classifier or likeness put forward. It
//! refuses more than a few facts of each, so that its weights can be read.

use std::collections::BTreeSet;

use super::likeness::Like;

/// How many facts there are of a candidate.
pub(crate) const FACTS: usize = 40;
/// The facts of a candidate, in the order that [`facts`] gives.
pub(crate) type Facts = [f32; FACTS];

/// How much the ridge regression and the log-linear scores count in their sum.
const MIX: (f32, f32) = (12.0, 0.5);
/// The lowest logarithm of a chance that is told apart.
const LEAST: f32 = -12.0;

/// The scores of each code for one title.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    pub ridge: Vec<f32>,
    pub line: Vec<f32>,
}

/// What is known of all codes for one title.
pub(crate) struct Known<'a> {
    pub scores: &'a Scores,
    /// How many training titles have the code; none where the classifiers only know its groups.
    pub counts: &'a [u32],
    pub levels: &'a [u8],
    /// For each code its groups of level 1 to 3 by number, counted over all levels.
    pub groups: &'a [[u32; 3]],
    pub names: &'a [Like],
    pub tasks: &'a [Like],
    /// Likeness to names by single signs.
    pub signs: &'a [Like],
    /// The ends of the title, and in order those of each code's names.
    pub ends: &'a [u32],
    pub name_ends: &'a [Vec<u32>],
}

/// The natural exponential of a number up to 0, by the same steps on every machine: within 1e-6 of its value down
/// to -40 and 3e-5 down to -80, nothing below.
pub(crate) fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let x = f64::from(x) / 1024.0;
    let mut power = 1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x / 24.0)));
    for _ in 0..10 {
        power *= power;
    }
    power as f32
}

/// How many of the likeliest codes are candidates.
const SCORED: u32 = 30;

fn best(values: &[f32], many: usize, into: &mut BTreeSet<usize>) {
    let mut order = (0..values.len()).collect::<Vec<_>>();
    let value = |at: &usize| values.get(*at).copied().unwrap_or(f32::MIN);
    let by = |a: &usize, b: &usize| value(b).total_cmp(&value(a)).then(a.cmp(b));
    if order.len() > many && many > 0 {
        order.select_nth_unstable_by(many - 1, by);
        order.truncate(many);
    }
    into.extend(order.into_iter().filter(|at| value(at) > f32::MIN));
}

/// The logarithms of the chances of seen codes under their scores, and of any other as if it were one more.
fn chances(scores: &[f32], counts: &[u32]) -> Vec<f32> {
    let seen = || scores.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(score, _)| *score);
    let top = seen().fold(f32::MIN, f32::max);
    let sum = seen().map(|score| exp(score - top)).sum::<f32>();
    let whole = top + sum.max(1.0).ln();
    scores.iter().map(|score| score - whole).collect()
}

/// What follows from the scores of all codes.
struct Told {
    sum: Vec<f32>,
    ridge: Vec<f32>,
    line: Vec<f32>,
    /// The chances of groups by number.
    groups: Vec<f32>,
    /// For each code how many seen codes are likelier.
    places: Vec<u32>,
    /// The code whose names are most like the title.
    nearest: Option<usize>,
}

fn told(known: &Known<'_>) -> Told {
    let ridge = known.scores.ridge.iter().map(|score| MIX.0 * score).collect::<Vec<_>>();
    // Of a code not seen only the log-linear classifier knows something, by its groups.
    let both = ridge.iter().zip(&known.scores.line).zip(known.counts);
    let both = both.map(|((ridge, line), count)| if *count > 0 { ridge } else { &0.0 } + MIX.1 * line);
    let sum = chances(&both.collect::<Vec<_>>(), known.counts);
    let mut groups = Vec::<f32>::new();
    for ((chance, count), above) in sum.iter().zip(known.counts).zip(known.groups) {
        let chance = if *count > 0 { exp(chance.min(0.0)) } else { 0.0 };
        for group in above.map(|group| group as usize) {
            if groups.len() <= group {
                groups.resize(group + 1, 0.0);
            }
            groups.get_mut(group).into_iter().for_each(|sum| *sum += chance);
        }
    }
    let mut order =
        (0..sum.len()).filter(|at| known.counts.get(*at).is_some_and(|n| *n > 0)).collect::<Vec<_>>();
    let value = |at: &usize| sum.get(*at).copied().unwrap_or(f32::MIN);
    order.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.cmp(b)));
    let mut places = vec![u32::MAX; sum.len()];
    for (place, code) in (0..).zip(order) {
        places.get_mut(code).into_iter().for_each(|at| *at = place);
    }
    let best = known.names.iter().map(|like| like.cosine).fold(0.0, f32::max);
    let nearest = known.names.iter().position(|like| best > 0.0 && like.cosine >= best);
    Told {
        sum,
        ridge: chances(&ridge, known.counts),
        line: chances(&known.scores.line, known.counts),
        groups,
        places,
        nearest,
    }
}

/// The candidates for a title by number, each with its facts.
pub(crate) fn candidates(known: &Known<'_>) -> Vec<(usize, Facts)> {
    let told = told(known);
    let mut chosen = BTreeSet::new();
    let places = told.places.iter().enumerate().filter(|(_, place)| **place < SCORED);
    chosen.extend(places.map(|(code, _)| code));
    best(&known.names.iter().map(|like| like.cosine).collect::<Vec<_>>(), 12, &mut chosen);
    best(&known.names.iter().map(|like| like.covered).collect::<Vec<_>>(), 6, &mut chosen);
    chosen.into_iter().filter_map(|code| Some((code, facts(known, &told, code)?))).collect()
}

fn facts(known: &Known<'_>, told: &Told, code: usize) -> Option<Facts> {
    let (count, level) = (*known.counts.get(code)?, *known.levels.get(code)?);
    let [name, task, sign] = [known.names, known.tasks, known.signs].map(|likes| likes.get(code));
    let (name, task, sign) = (name?, task?, sign?);
    let is = |fact: bool| if fact { 1.0 } else { 0.0 };
    let (new, old) = (is(count == 0), is(count > 0));
    let [chance, ridge, line] = [&told.sum, &told.ridge, &told.line].map(|c| c.get(code).copied());
    let [chance, ridge, line] = [chance?, ridge?, line?].map(|chance| chance.max(LEAST));
    let sum = |group: u32| (told.groups.get(group as usize).copied().unwrap_or(0.0) + 1e-4).ln();
    let [first, second, third] = known.groups.get(code)?.map(sum);
    let place = *told.places.get(code)?;
    let ends = known.name_ends.get(code)?;
    let shared = known.ends.iter().take_while(|end| ends.binary_search(end).is_ok()).count();
    Some([
        chance * old,
        chance * new,
        new,
        (1.0 + count as f32).ln(),
        exp(chance.min(0.0)) * old,
        name.cosine,
        name.cosine * name.cosine,
        name.cosine * new,
        name.covered,
        name.covered.powi(4),
        name.covered * new,
        task.cosine,
        is(level == 3),
        is(level == 2),
        is(level == 1),
        first,
        second,
        third,
        second * new,
        third * new,
        first * is(level == 1),
        second * is(level == 2),
        third * is(level == 3),
        ridge * old,
        line * old,
        exp(ridge.min(0.0)) * old,
        exp(line.min(0.0)) * old,
        sign.cosine,
        sign.cosine * new,
        task.covered,
        task.covered * new,
        is(shared > 0),
        is(shared > 1),
        is(shared > 2),
        is(shared > 0) * new,
        is(shared > 1) * new,
        is(place == 0),
        is(place < 5),
        (1.0 + place.min(60) as f32).ln(),
        is(told.nearest == Some(code)),
    ])
}

/// The score of a candidate.
pub(crate) fn score(weights: &Facts, facts: &Facts) -> f32 {
    weights.iter().zip(facts).map(|(weight, fact)| weight * fact).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_near_the_true_one() {
        for step in 0..=800 {
            let x = -(step as f32) / 10.0;
            let truth = f64::from(x).exp();
            let within = if x >= -40.0 { 1e-6 } else { 3e-5 };
            assert!((f64::from(exp(x)) / truth - 1.0).abs() <= within, "{x}");
        }
        assert_eq!((exp(-1e9), exp(0.0)), (0.0, 1.0));
    }

    #[test]
    fn candidates_come_from_scores_and_from_likeness_in_order_of_number() {
        let scores = Scores { ridge: vec![0.0, 0.2, 0.0], line: vec![0.0, 1.2, 2.0] };
        let levels = vec![4, 4, 3];
        let groups = [[0, 1, 2], [0, 1, 3], [0, 1, 3]];
        let mut likes = vec![Like::default(); 3];
        likes[0] = Like { cosine: 0.5, covered: 1.0 };
        let known = Known {
            scores: &scores,
            counts: &[0, 5, 1],
            levels: &levels,
            groups: &groups,
            names: &likes,
            tasks: &likes,
            signs: &likes,
            ends: &[7, 8],
            name_ends: &[vec![7, 9], vec![8], vec![7, 8]],
        };
        let found = candidates(&known);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [0, 1, 2]);
        let sum = found.iter().map(|(_, facts)| facts[4]).sum::<f32>();
        assert!((sum - 1.0).abs() < 1e-4, "chances of seen codes add up: {sum}");
        // Both seen codes lie in groups 0 and 1, the unseen one alone in group 2.
        assert!(found.iter().all(|(_, facts)| facts[15].abs() < 1e-3 && facts[16].abs() < 1e-3));
        assert!(found[0].1[17] < -9.0 && found[1].1[17].abs() < 1e-3);
        assert_eq!((found[0].1[2], found[1].1[2], found[2].1[12]), (1.0, 0.0, 1.0));
        // One end of the title ends a name of the first, none one of the second, both one of the third.
        assert_eq!(found.iter().map(|(_, facts)| facts[31] + facts[32]).collect::<Vec<_>>(), [1.0, 0.0, 2.0]);
        // The second is the likeliest of those seen, the first the nearest by name.
        assert_eq!(found.iter().map(|(_, facts)| facts[36]).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
        assert_eq!(found.iter().map(|(_, facts)| facts[39]).collect::<Vec<_>>(), [1.0, 0.0, 0.0]);
    }
}
