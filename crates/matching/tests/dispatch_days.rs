//! What a day with several shifts a worker must hold: a plan that fits, and bounds that no plan passes, however little
//! work was allowed.

#[cfg(test)]
mod tests {
    use kernel::{Micros, Period};
    use matching::dispatch::{
        DayPlan, Edge, Instance, Objective, VerifiedDay, dispatch, dispatch_days, verify, verify_days,
    };
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    const BOTH: [Objective; 2] = [Objective::MostValue, Objective::LeastCost];
    const ENOUGH: u64 = 20_000_000;

    fn period(start: i64, length: i64) -> Period {
        Period::new(Micros(start), Micros(start + length)).unwrap()
    }

    fn planned(
        instance: &Instance,
        periods: &[Period],
        objective: Objective,
        steps: u64,
    ) -> (DayPlan, VerifiedDay) {
        let plan = dispatch_days(instance, periods, objective, steps).unwrap();
        let proved = verify_days(instance, periods, objective, &plan).unwrap();
        (plan, proved)
    }

    /// The best of every plan there is: assignments where they come first, and the total; and for each number of
    /// assignments the least total.
    fn brute_force(instance: &Instance, periods: &[Period]) -> (i128, Vec<Option<i128>>) {
        fn from(
            instance: &Instance,
            periods: &[Period],
            at: usize,
            taken: &mut Vec<Edge>,
            left: &mut Vec<u64>,
            best: &mut (i128, Vec<Option<i128>>),
        ) {
            let Some(edge) = instance.edges().get(at).copied() else {
                let total = taken.iter().map(|edge| i128::from(edge.value)).sum::<i128>();
                best.0 = best.0.max(total);
                let least = &mut best.1[taken.len()];
                *least = Some(least.map_or(total, |known| known.min(total)));
                return;
            };
            from(instance, periods, at + 1, taken, left, best);
            let shift = edge.shift as usize;
            let clash = |other: &Edge| {
                other.worker == edge.worker && periods[other.shift as usize].overlaps(periods[shift])
            };
            if left[shift] > 0 && !taken.iter().any(clash) {
                left[shift] -= 1;
                taken.push(edge);
                from(instance, periods, at + 1, taken, left, best);
                taken.pop();
                left[shift] += 1;
            }
        }
        let mut best = (0, vec![None; instance.edges().len() + 1]);
        from(instance, periods, 0, &mut Vec::new(), &mut instance.capacity().to_vec(), &mut best);
        best
    }

    fn small() -> impl Strategy<Value = (Instance, Vec<Period>)> {
        (1..5_usize, 2..7_usize).prop_flat_map(|(workers, shifts)| {
            let all = (0..workers as u32, 0..shifts as u32);
            let most = (workers * shifts).min(13);
            let value = prop_oneof![3 => 0..4_i64, 2 => -20..100_i64];
            (btree_set(all, 0..=most), vec(0..3_u64, shifts), vec((0..12_i64, 1..7_i64), shifts))
                .prop_flat_map(move |(pairs, capacity, periods)| {
                    (vec(value.clone(), pairs.len()), Just(pairs), Just(capacity), Just(periods))
                })
                .prop_map(move |(values, pairs, capacity, periods)| {
                    let of = |((worker, shift), value)| Edge { worker, shift, value };
                    let edges = pairs.into_iter().zip(values).map(of).collect();
                    let periods = periods.into_iter().map(|(start, length)| period(start, length));
                    (Instance::new(workers, capacity, edges).unwrap(), periods.collect())
                })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

        #[test]
        fn bounds_hold_whatever_work_is_allowed((instance, periods) in small(), steps in 0..3_000_u64) {
            let (most, least) = brute_force(&instance, &periods);
            let (_, proved) = planned(&instance, &periods, Objective::MostValue, steps);
            prop_assert!(proved.total <= most && most <= proved.bound && proved.bound <= proved.priced);
            prop_assert_eq!(proved.gap(), proved.bound - proved.total);
            prop_assert_eq!(proved.assigned, proved.most_assigned);

            let (_, proved) = planned(&instance, &periods, Objective::LeastCost, steps);
            let number = least.iter().rposition(Option::is_some).unwrap() as u64;
            prop_assert!(proved.assigned <= number && number <= proved.most_assigned);
            let cheapest = least[proved.assigned as usize].unwrap();
            prop_assert!(proved.priced <= proved.bound && proved.bound <= cheapest && cheapest <= proved.total);
        }

        #[test]
        fn enough_work_closes_the_gap((instance, periods) in small()) {
            let (most, least) = brute_force(&instance, &periods);
            let (plan, proved) = planned(&instance, &periods, Objective::MostValue, ENOUGH);
            prop_assert_eq!((proved.total, proved.bound, proved.optimal()), (most, most, true));
            prop_assert_eq!(&dispatch_days(&instance, &periods, Objective::MostValue, ENOUGH).unwrap(), &plan);

            let (_, proved) = planned(&instance, &periods, Objective::LeastCost, ENOUGH);
            let number = least.iter().rposition(Option::is_some).unwrap();
            prop_assert!(proved.optimal());
            prop_assert_eq!((proved.assigned, proved.total), (number as u64, least[number].unwrap()));
        }

        #[test]
        fn shifts_that_all_overlap_are_an_assignment((instance, periods) in small()) {
            let together = periods.iter().map(|p| period(p.start().0, 20)).collect::<Vec<_>>();
            for objective in BOTH {
                let (_, day) = planned(&instance, &together, objective, 0);
                let plan = dispatch(&instance, objective, None).unwrap();
                let one = verify(&instance, objective, None, &plan).unwrap();
                prop_assert!(day.optimal());
                prop_assert_eq!((day.total, day.priced), (one.total, one.bound));
                prop_assert!(objective == Objective::MostValue || day.assigned == one.assigned);
            }
        }

        #[test]
        fn shifts_apart_are_each_given_to_the_best((instance, periods) in small()) {
            let apart = (0..).zip(&periods).map(|(at, _)| period(at * 5, 5)).collect::<Vec<_>>();
            let (_, day) = planned(&instance, &apart, Objective::MostValue, 0);
            let best = |shift: usize| {
                let edges = instance.edges().iter().filter(|edge| edge.shift as usize == shift && edge.value > 0);
                let mut values = edges.map(|edge| i128::from(edge.value)).collect::<Vec<_>>();
                values.sort_unstable_by(|a, b| b.cmp(a));
                values.into_iter().take(instance.capacity()[shift] as usize).sum::<i128>()
            };
            prop_assert_eq!(day.total, (0..periods.len()).map(best).sum::<i128>());
            prop_assert!(day.optimal());
        }
    }

    #[test]
    fn half_open_periods_follow_one_another() {
        let edges = [(0, 0, 4), (0, 1, 4), (0, 2, 7)];
        let edges = edges.map(|(worker, shift, value)| Edge { worker, shift, value });
        let instance = Instance::new(1, vec![1; 3], edges.to_vec()).unwrap();
        let (plan, proved) =
            planned(&instance, &[period(0, 8), period(8, 8), period(7, 2)], Objective::MostValue, ENOUGH);
        assert_eq!((plan.chosen, proved.total, proved.optimal()), (vec![0, 1], 8, true));
        let (plan, _) =
            planned(&instance, &[period(0, 8), period(7, 8), period(20, 1)], Objective::MostValue, 0);
        assert_eq!(plan.chosen.len(), 2);
    }

    #[test]
    fn false_plans_and_prices_are_found_out() {
        let edges = [(0, 0, 4), (0, 1, 4), (1, 1, 7)];
        let edges = edges.map(|(worker, shift, value)| Edge { worker, shift, value });
        let instance = Instance::new(2, vec![1; 2], edges.to_vec()).unwrap();
        let periods = [period(0, 8), period(4, 8)];
        let flaw = |spoil: &dyn Fn(&mut DayPlan)| {
            let mut plan = dispatch_days(&instance, &periods, Objective::MostValue, ENOUGH).unwrap();
            spoil(&mut plan);
            let error = verify_days(&instance, &periods, Objective::MostValue, &plan).unwrap_err();
            error.detail.into_iter().find(|(name, _)| *name == "flaw").unwrap().1
        };
        assert_eq!(flaw(&|plan| plan.chosen = vec![0, 1]), "overlap");
        assert_eq!(flaw(&|plan| plan.chosen = vec![1, 2]), "over_capacity");
        assert_eq!(flaw(&|plan| plan.chosen = vec![3]), "edge");
        assert_eq!(flaw(&|plan| plan.prices[0] = -1), "negative");
        assert_eq!(flaw(&|plan| plan.prices.clear()), "shape");
        assert_eq!(flaw(&|plan| plan.scale = 0), "shape");
        assert_eq!(flaw(&|plan| plan.each = 1), "shape");
        assert_eq!(flaw(&|plan| plan.scale = i128::MAX), "overflow");
        let refused = dispatch_days(&instance, &periods[..1], Objective::MostValue, 0).unwrap_err();
        assert_eq!(refused.code, "dispatch.periods");
    }

    #[test]
    fn the_largest_values_are_handled() {
        let edges = [(0, 0, i64::MAX), (0, 1, i64::MAX), (1, 1, i64::MIN), (0, 2, 1)];
        let edges = edges.map(|(worker, shift, value)| Edge { worker, shift, value });
        let instance = Instance::new(2, vec![1, u64::MAX, 1], edges.to_vec()).unwrap();
        let periods = [period(0, 8), period(8, 8), period(4, 8)];
        let (_, proved) = planned(&instance, &periods, Objective::MostValue, ENOUGH);
        assert_eq!((proved.total, proved.optimal()), (2 * i128::from(i64::MAX), true));
        let (_, proved) = planned(&instance, &periods, Objective::LeastCost, ENOUGH);
        assert_eq!((proved.assigned, proved.optimal()), (3, true));
    }
}
