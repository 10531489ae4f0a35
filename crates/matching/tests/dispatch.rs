//! What a dispatch must hold: against every plan there is on small instances, against another method on larger ones,
//! and against a check that is itself tried with false proofs.

#[path = "../benches/cases/mod.rs"]
#[cfg(test)]
#[allow(dead_code, reason = "shared with the benchmark")]
mod cases;

#[cfg(test)]
mod tests {
    use matching::dispatch::{Edge, Instance, Objective, Plan, Verified, dispatch, verify};
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::cases::{KINDS, Numbers, pairs};

    const BOTH: [Objective; 2] = [Objective::MostValue, Objective::LeastCost];

    fn instance(workers: usize, capacity: Vec<u64>, pairs: &[(u32, u32, i64)]) -> Instance {
        let edges = pairs.iter().map(|&(worker, shift, value)| Edge { worker, shift, value }).collect();
        Instance::new(workers, capacity, edges).unwrap()
    }

    fn solved(instance: &Instance, objective: Objective, priorities: Option<&[u32]>) -> (Plan, Verified) {
        let plan = dispatch(instance, objective, priorities).unwrap();
        let proved = verify(instance, objective, priorities, &plan).unwrap();
        assert!(proved.optimal, "{objective:?} {proved:?}");
        assert_eq!((proved.total, proved.gap()), (proved.bound, 0));
        assert!(plan.chosen.is_sorted_by(|a, b| a < b));
        (plan, proved)
    }

    /// What is compared: more is better, the first number first.
    fn rank(objective: Objective, total: i128, assigned: i128, priority: i128) -> [i128; 3] {
        match objective {
            Objective::MostValue => [total, priority, 0],
            Objective::LeastCost => [assigned, -total, priority],
        }
    }

    fn ranked(objective: Objective, proved: &Verified) -> [i128; 3] {
        rank(objective, proved.total, i128::from(proved.assigned), proved.priority)
    }

    /// Every plan there is, one after another.
    fn brute_force(instance: &Instance, objective: Objective, priorities: &[u32]) -> [i128; 3] {
        struct Try<'a> {
            instance: &'a Instance,
            objective: Objective,
            priorities: &'a [u32],
            left: Vec<u64>,
            best: [i128; 3],
        }
        impl Try<'_> {
            fn from(&mut self, worker: usize, total: i128, assigned: i128, priority: i128) {
                if worker == self.instance.workers() {
                    self.best = self.best.max(rank(self.objective, total, assigned, priority));
                    return;
                }
                self.from(worker + 1, total, assigned, priority);
                for edge in self.instance.edges().iter().filter(|edge| edge.worker as usize == worker) {
                    if self.left[edge.shift as usize] > 0 {
                        self.left[edge.shift as usize] -= 1;
                        let more = i128::from(self.priorities[worker]);
                        self.from(worker + 1, total + i128::from(edge.value), assigned + 1, priority + more);
                        self.left[edge.shift as usize] += 1;
                    }
                }
            }
        }
        let left = instance.capacity().to_vec();
        let mut all = Try { instance, objective, priorities, left, best: [i128::MIN; 3] };
        all.from(0, 0, 0, 0);
        all.best
    }

    /// Another method: augmenting along the best path (Bellman and Ford), one worker after another.
    fn by_flow(instance: &Instance, objective: Objective) -> [i128; 3] {
        let (workers, shifts) = (instance.workers(), instance.capacity().len());
        let (source, sink) = (workers + shifts, workers + shifts + 1);
        let mut arcs: Vec<(usize, usize, u64, i128)> = Vec::new();
        let mut arc = |from, to, room, cost: i128| {
            arcs.push((from, to, room, cost));
            arcs.push((to, from, 0, -cost));
        };
        (0..workers).for_each(|worker| arc(source, worker, 1, 0));
        for (shift, capacity) in instance.capacity().iter().enumerate() {
            arc(workers + shift, sink, *capacity, 0);
        }
        for edge in instance.edges() {
            let value = i128::from(edge.value);
            let cost = if objective == Objective::MostValue { -value } else { value };
            arc(edge.worker as usize, workers + edge.shift as usize, 1, cost);
        }
        let (mut cost, mut assigned) = (0, 0);
        loop {
            let mut best = vec![None; sink + 1];
            let mut by = vec![usize::MAX; sink + 1];
            best[source] = Some(0_i128);
            let mut changed = true;
            while changed {
                changed = false;
                for (at, &(from, to, room, price)) in arcs.iter().enumerate() {
                    let Some(reached) = best[from].filter(|_| room > 0) else { continue };
                    if best[to].is_none_or(|known| reached + price < known) {
                        best[to] = Some(reached + price);
                        by[to] = at;
                        changed = true;
                    }
                }
            }
            let Some(path) = best[sink].filter(|path| objective == Objective::LeastCost || *path < 0) else {
                let total = if objective == Objective::MostValue { -cost } else { cost };
                return rank(objective, total, assigned, 0);
            };
            let mut node = sink;
            while node != source {
                let at = by[node];
                arcs[at].2 -= 1;
                arcs[at ^ 1].2 += 1;
                node = arcs[at].0;
            }
            cost += path;
            assigned += 1;
        }
    }

    fn value() -> impl Strategy<Value = i64> {
        prop_oneof![4 => -3..4_i64, 3 => -50..1_000_i64, 1 => Just(7), 1 => any::<i64>()]
    }

    /// Few workers and shifts, any pairs, any capacities.
    fn small() -> impl Strategy<Value = (Instance, Vec<u32>)> {
        (1..6_usize, 1..5_usize).prop_flat_map(|(workers, shifts)| {
            let all = (0..workers as u32, 0..shifts as u32);
            let capacity = prop_oneof![4 => 0..4_u64, 1 => Just(u64::MAX)];
            (btree_set(all, 0..=workers * shifts), vec(capacity, shifts), vec(0..4_u32, workers))
                .prop_flat_map(move |(pairs, capacity, priorities)| {
                    let pairs = pairs.into_iter().collect::<Vec<_>>();
                    (vec(value(), pairs.len()), Just(pairs), Just(capacity), Just(priorities))
                })
                .prop_map(move |(values, pairs, capacity, priorities)| {
                    let of = |((worker, shift), value): (&(u32, u32), i64)| (*worker, *shift, value);
                    let pairs = pairs.iter().zip(values).map(of).collect::<Vec<_>>();
                    (instance(workers, capacity, &pairs), priorities)
                })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn no_plan_is_better((instance, priorities) in small()) {
            let nobody = vec![0; priorities.len()];
            for objective in BOTH {
                let (plan, proved) = solved(&instance, objective, None);
                prop_assert_eq!(ranked(objective, &proved), brute_force(&instance, objective, &nobody));
                prop_assert_eq!(dispatch(&instance, objective, None).unwrap(), plan);
            }
        }

        #[test]
        fn among_equals_the_highest_priorities_are_assigned((instance, priorities) in small()) {
            for objective in BOTH {
                let (_, proved) = solved(&instance, objective, Some(&priorities));
                prop_assert_eq!(ranked(objective, &proved), brute_force(&instance, objective, &priorities));
                let (_, open) = solved(&instance, objective, None);
                prop_assert_eq!((open.total, objective == Objective::MostValue || open.assigned == proved.assigned),
                    (proved.total, true));
            }
        }

        #[test]
        fn a_plan_that_lost_a_pair_is_not_called_optimal((instance, _) in small(), which in 0..5_usize) {
            for objective in BOTH {
                let (mut plan, proved) = solved(&instance, objective, None);
                if plan.chosen.is_empty() {
                    continue;
                }
                let index = plan.chosen.remove(which % plan.chosen.len());
                let value = i128::from(instance.edges()[index].value);
                match (objective, verify(&instance, objective, None, &plan)) {
                    (Objective::LeastCost, checked) => prop_assert!(checked.is_err()),
                    (Objective::MostValue, checked) => {
                        let checked = checked.unwrap();
                        prop_assert_eq!(checked.gap(), value);
                        prop_assert_eq!(checked.bound, proved.total);
                        prop_assert_eq!(checked.optimal, value == 0);
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

        #[test]
        fn another_method_finds_the_same(
            kind in 0..KINDS.len(), seed in any::<u64>(),
            workers in 1..70_u32, shifts in 8..50_u32, degree in 1..9_u32, places in 1..6_u64,
            dense in any::<bool>(),
        ) {
            let mut numbers = Numbers(seed);
            let degree = if dense { shifts } else { degree.min(shifts / 8).max(1) };
            let capacity = (0..shifts).map(|_| numbers.below(places + 1)).collect();
            let shift_values = numbers.below(2) as i64 * 500;
            let pairs = pairs(KINDS[kind], workers, shifts, degree, seed);
            let pairs = pairs.into_iter().map(|(w, s, value)| (w, s, value - shift_values)).collect::<Vec<_>>();
            let instance = instance(workers as usize, capacity, &pairs);
            for objective in BOTH {
                let (_, proved) = solved(&instance, objective, None);
                let mine = rank(objective, proved.total, i128::from(proved.assigned), 0);
                prop_assert_eq!(mine, by_flow(&instance, objective));
            }
        }
    }

    #[test]
    fn instances_of_every_kind_are_proved() {
        for kind in KINDS {
            for (workers, shifts, degree, places) in
                [(1_000, 300, 12, 1), (300, 1_000, 12, 2), (900, 24, 3, 20)]
            {
                let mut numbers = Numbers(7);
                let capacity = (0..shifts).map(|_| numbers.below(places) + 1).collect();
                let instance = instance(workers, capacity, &pairs(kind, workers as u32, shifts, degree, 3));
                for objective in BOTH {
                    let (_, open) = solved(&instance, objective, None);
                    let priorities = (0..workers).map(|worker| worker as u32 % 97).collect::<Vec<_>>();
                    let (_, fair) = solved(&instance, objective, Some(&priorities));
                    assert_eq!((open.total, open.bound), (fair.total, fair.bound));
                }
            }
        }
    }

    #[test]
    fn nothing_to_do_is_a_plan() {
        for (workers, capacity) in [(0, vec![]), (3, vec![]), (0, vec![1, 2]), (2, vec![0, u64::MAX])] {
            let instance = instance(workers, capacity, &[]);
            for objective in BOTH {
                let (plan, proved) = solved(&instance, objective, None);
                assert_eq!((plan.chosen.len(), proved.total, proved.assigned), (0, 0, 0));
            }
        }
    }

    #[test]
    fn nobody_is_assigned_at_a_loss_unless_numbers_come_first() {
        let one = instance(2, vec![1, 1], &[(0, 0, -5), (1, 1, 3)]);
        assert_eq!(solved(&one, Objective::MostValue, None).0.chosen, [1]);
        let (plan, proved) = solved(&one, Objective::LeastCost, None);
        assert_eq!((plan.chosen, proved.total), (vec![0, 1], -2));
    }

    #[test]
    fn numbers_come_before_cost() {
        let one = instance(2, vec![1, 1], &[(0, 0, 0), (0, 1, 1_000), (1, 0, 1_000)]);
        let (plan, proved) = solved(&one, Objective::LeastCost, None);
        assert_eq!((plan.chosen, proved.total, proved.assigned), (vec![1, 2], 2_000, 2));
    }

    #[test]
    fn the_largest_values_are_added_exactly() {
        let (most, least) = (i64::MAX, i64::MIN);
        let one = instance(
            3,
            vec![2, 1],
            &[(0, 0, most), (1, 0, most), (2, 1, most), (2, 0, least), (0, 1, least)],
        );
        assert_eq!(solved(&one, Objective::MostValue, None).1.total, 3 * i128::from(most));
        assert_eq!(solved(&one, Objective::LeastCost, None).1.assigned, 3);
        let lone = instance(1, vec![1], &[(0, 0, least)]);
        assert_eq!(solved(&lone, Objective::LeastCost, None).1.total, i128::from(least));
        let priorities = [u32::MAX; 3];
        assert_eq!(
            solved(&one, Objective::LeastCost, Some(&priorities)).1.priority,
            3 * i128::from(u32::MAX)
        );
    }

    #[test]
    fn bad_instances_are_refused() {
        let edge = |worker, shift| Edge { worker, shift, value: 1 };
        let code = |workers, capacity: &[u64], edges: &[Edge]| {
            Instance::new(workers, capacity.to_vec(), edges.to_vec())
                .map(|_| ())
                .map_err(|e| (e.code, e.detail))
        };
        let at = |index: &str| vec![("index", index.to_owned())];
        assert_eq!(code(1, &[1], &[edge(0, 0), edge(1, 0)]), Err(("dispatch.edge", at("1"))));
        assert_eq!(code(1, &[1], &[edge(0, 1)]), Err(("dispatch.edge", at("0"))));
        assert_eq!(
            code(2, &[1], &[edge(0, 0), edge(1, 0), edge(0, 0)]),
            Err(("dispatch.duplicate", at("2")))
        );
        assert_eq!(code(1 << 31, &[], &[]), Err(("dispatch.too_large", vec![])));
        assert_eq!(code(2, &[1], &[edge(0, 0), edge(1, 0)]), Ok(()));
        let one = instance(2, vec![1], &[(0, 0, 1)]);
        let refused = dispatch(&one, Objective::MostValue, Some(&[1])).unwrap_err();
        assert_eq!(refused.code, "dispatch.priorities");
    }

    /// Each kind of false proof, and the flaw that is found in it.
    #[test]
    fn false_proofs_are_found_out() {
        let pairs = [(0, 0, 5), (0, 1, 4), (1, 0, 6), (1, 1, 3), (2, 1, 9)];
        let one = instance(3, vec![1, 1], &pairs);
        let flaw = |objective, spoil: &dyn Fn(&mut Plan)| {
            let mut plan = dispatch(&one, objective, None).unwrap();
            spoil(&mut plan);
            let error = verify(&one, objective, None, &plan).unwrap_err();
            assert_eq!(error.code, "dispatch.unproven");
            error.detail.into_iter().find(|(name, _)| *name == "flaw").unwrap().1
        };
        let most = |spoil: &dyn Fn(&mut Plan)| flaw(Objective::MostValue, spoil);
        let least = |spoil: &dyn Fn(&mut Plan)| flaw(Objective::LeastCost, spoil);
        assert_eq!(most(&|plan| plan.chosen = vec![99]), "edge");
        assert_eq!(most(&|plan| plan.chosen = vec![0, 1]), "worker_twice");
        assert_eq!(most(&|plan| plan.chosen = vec![0, 2]), "over_capacity");
        assert_eq!(most(&|plan| plan.certificate.scale = 0), "scale");
        assert_eq!(most(&|plan| plan.certificate.each = 1), "scale");
        assert_eq!(most(&|plan| plan.certificate.gains[0] = -1), "negative");
        assert_eq!(most(&|plan| plan.certificate.prices[0] = -1), "negative");
        assert_eq!(most(&|plan| plan.certificate.prices = vec![0, 0]), "infeasible");
        assert_eq!(most(&|plan| plan.certificate.prices.clear()), "shape");
        assert_eq!(most(&|plan| plan.certificate.gains.truncate(2)), "shape");
        assert_eq!(most(&|plan| plan.certificate.prices[0] = i128::MAX), "overflow");
        assert_eq!(least(&|plan| plan.certificate.cover = None), "cover");
        assert_eq!(least(&|plan| plan.certificate.cover.as_mut().unwrap().shifts.fill(false)), "cover");
        assert_eq!(least(&|plan| plan.certificate.cover.as_mut().unwrap().workers.fill(true)), "cover");
        assert_eq!(least(&|plan| plan.certificate.cover.as_mut().unwrap().workers.clear()), "shape");
        assert_eq!(least(&|plan| plan.certificate.each += 1), "infeasible");
        let fair = verify(
            &one,
            Objective::MostValue,
            Some(&[1, 1, 1]),
            &dispatch(&one, Objective::MostValue, None).unwrap(),
        );
        assert_eq!(fair.unwrap_err().detail, [("flaw", "scale".to_owned())]);
    }
}
