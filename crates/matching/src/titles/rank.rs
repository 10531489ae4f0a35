//! Which of all codes a title means: a log-linear choice among those that the classifier or likeness put forward. It
//! refuses more than a few facts of each, so that its weights can be read.

use std::collections::BTreeSet;

use super::likeness::Like;

/// How many facts there are of a candidate.
pub(crate) const FACTS: usize = 23;
/// The facts of a candidate, in the order that [`facts`] gives.
pub(crate) type Facts = [f32; FACTS];

/// What is known of all codes for one title.
pub(crate) struct Known<'a> {
    /// The classifier's score of each code.
    pub scores: &'a [f32],
    /// How many training titles have the code; none where the classifier only knows its groups.
    pub counts: &'a [u32],
    pub levels: &'a [u8],
    /// For each code its groups of level 1 to 3 by number, counted over all levels.
    pub groups: &'a [[u32; 3]],
    pub names: &'a [Like],
    pub tasks: &'a [Like],
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

/// The candidates for a title by number, each with its facts.
pub(crate) fn candidates(known: &Known<'_>) -> Vec<(usize, Facts)> {
    let seen = known.scores.iter().zip(known.counts);
    let seen = seen.map(|(score, count)| if *count > 0 { *score } else { f32::MIN }).collect::<Vec<_>>();
    let top = seen.iter().copied().fold(f32::MIN, f32::max);
    let sum = seen.iter().map(|score| exp(score - top)).sum::<f32>();
    let whole = top + sum.max(1.0).ln();
    let mut sums = Vec::<f32>::new();
    for (score, groups) in seen.iter().zip(known.groups) {
        let chance = exp((score - whole).min(0.0));
        for group in groups.map(|group| group as usize) {
            if sums.len() <= group {
                sums.resize(group + 1, 0.0);
            }
            sums.get_mut(group).into_iter().for_each(|sum| *sum += chance);
        }
    }
    let mut chosen = BTreeSet::new();
    best(&seen, 30, &mut chosen);
    best(&known.names.iter().map(|like| like.cosine).collect::<Vec<_>>(), 12, &mut chosen);
    best(&known.names.iter().map(|like| like.covered).collect::<Vec<_>>(), 6, &mut chosen);
    chosen.into_iter().filter_map(|code| Some((code, facts(known, whole, &sums, code)?))).collect()
}

fn facts(known: &Known<'_>, whole: f32, sums: &[f32], code: usize) -> Option<Facts> {
    let chance = (known.scores.get(code)? - whole).max(-12.0);
    let (count, level) = (*known.counts.get(code)?, *known.levels.get(code)?);
    let (name, task) = (known.names.get(code)?, known.tasks.get(code)?);
    let sum = |group: u32| (sums.get(group as usize).copied().unwrap_or(0.0) + 1e-4).ln();
    let [first, second, third] = known.groups.get(code)?.map(sum);
    let is = |fact: bool| if fact { 1.0 } else { 0.0 };
    let new = is(count == 0);
    Some([
        chance * (1.0 - new),
        chance * new,
        new,
        (1.0 + count as f32).ln(),
        exp(chance.min(0.0)) * (1.0 - new),
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
        let (scores, levels) = (vec![0.0, 3.0, 1.0], vec![4, 4, 3]);
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
        };
        let found = candidates(&known);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [0, 1, 2]);
        let sum = found.iter().map(|(_, facts)| facts[4]).sum::<f32>();
        assert!((sum - 1.0).abs() < 1e-4, "chances of seen codes add up: {sum}");
        // Both seen codes lie in groups 0 and 1, the unseen one alone in group 2.
        assert!(found.iter().all(|(_, facts)| facts[15].abs() < 1e-3 && facts[16].abs() < 1e-3));
        assert!(found[0].1[17] < -9.0 && found[1].1[17].abs() < 1e-3);
        assert_eq!((found[0].1[2], found[1].1[2], found[2].1[12]), (1.0, 0.0, 1.0));
    }
}
