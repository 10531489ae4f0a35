//! What the index of open work must hold, against brute force.

#[cfg(test)]
mod tests {
    use kernel::{Availability, Fen, Micros, Point, day_start};
    use matching::{Facts, Hit, JobKind, NearbyIndex, OpenJob, PayNearby, Query, ScanIndex, is_under};
    use proptest::collection::vec;
    use proptest::prelude::*;

    const NOW: Micros = Micros(1_760_000_000_000_000);
    const CODES: [&str; 5] = ["4-10-01-06", "4-10-08-01", "4-10-00-00", "4-01-01-00", "6-18-02-04"];
    const GROUPS: [&str; 6] = ["4", "4-10", "4-10-00-00", "4-10-01-06", "4-1", "6-18-02-04"];

    /// Places close together, at the date line and at a pole.
    fn point() -> impl Strategy<Value = Point> {
        prop_oneof![
            6 => (119.2..119.4, 26.0..26.2),
            1 => (119.25..119.250_01, 26.1..26.100_01),
            1 => prop_oneof![(179.9..180.0, -0.1..0.1), (-180.0..-179.9, -0.1..0.1)],
            1 => (-180.0..180.0, 89.5..90.0),
            1 => (-180.0..180.0, -90.0..90.0),
        ]
        .prop_map(|(lon, lat): (f64, f64)| Point::new(lon, lat).unwrap())
    }

    fn job() -> impl Strategy<Value = OpenJob> {
        let moment = -2 * Micros::DAY..2 * Micros::DAY;
        (
            (0..40u128, point(), 0..CODES.len(), 0..3usize, 1_000..9_000i64),
            (0..1u32 << 21, proptest::option::of(moment.clone()), moment, any::<bool>(), any::<bool>()),
        )
            .prop_map(
                |((key, point, code, kind, fen), (slots, starts, expires, daily_pay, no_experience))| {
                    OpenJob {
                        key,
                        point,
                        occupation: CODES[code].to_owned(),
                        kind: JobKind::ALL[kind],
                        hourly: Fen(fen),
                        slots: Availability::new(slots & (slots >> 3)).unwrap(),
                        starts_at: starts.map(|at| NOW + at),
                        expires_at: NOW + expires,
                        daily_pay,
                        no_experience,
                    }
                },
            )
    }

    fn query() -> impl Strategy<Value = Query> {
        let flag = prop_oneof![
            5 => Just(Facts::NONE),
            1 => Just(Facts::TODAY),
            1 => Just(Facts::DAILY_PAY.with(Facts::NO_EXPERIENCE)),
            1 => Just(Facts::EVENING),
            1 => Just(Facts::LONG_TERM),
        ];
        let radius = prop_oneof![0.0..2.0, 0.0..20_000.0, Just(30_000_000.0), Just(f64::INFINITY)];
        let pay = prop_oneof![3 => Just((0, None)), 1 => (0..4000i64, proptest::option::of(0..4000i64))];
        let slots = proptest::option::weighted(0.3, 0..(1u32 << 21));
        (point(), radius, vec(0..GROUPS.len(), 0..3), flag, 1..7usize, pay, slots).prop_map(
            |(center, radius_m, groups, flags, limit, (least, most), slots)| Query {
                least: Fen(least),
                most: most.map(Fen),
                slots: slots.map(|bits| Availability::new(bits).unwrap()),
                center,
                radius_m,
                occupations: groups.into_iter().map(|g| GROUPS[g].to_owned()).collect(),
                flags,
                now: NOW,
                after: None,
                limit,
            },
        )
    }

    /// The last of each key, as an index has to keep it.
    fn kept(jobs: &[OpenJob]) -> Vec<OpenJob> {
        let last = |at: usize| jobs[at + 1..].iter().all(|later| later.key != jobs[at].key);
        (0..jobs.len()).filter(|at| last(*at)).map(|at| jobs[at].clone()).collect()
    }

    fn brute_force(jobs: &[OpenJob], q: &Query) -> Vec<Hit> {
        let mut found: Vec<(u64, u128)> = jobs
            .iter()
            .filter(|job| job.expires_at > q.now && job.facts(q.now).contains(q.flags))
            .filter(|job| job.hourly >= q.least && q.most.is_none_or(|most| job.hourly <= most))
            .filter(|job| q.slots.is_none_or(|slots| slots.intersects(job.slots)))
            .filter(|job| {
                q.occupations.is_empty() || q.occupations.iter().any(|g| is_under(&job.occupation, g))
            })
            .map(|job| ((q.center.distance_m(&job.point) * 1000.0).round() as u64, job.key))
            .filter(|(distance, _)| *distance as f64 <= q.radius_m * 1000.0)
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(distance_mm, key)| Hit { key, distance_mm }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pages_together_are_brute_force_and_nothing_comes_twice(jobs in vec(job(), 0..60), mut q in query()) {
            let index = ScanIndex::build(jobs.clone());
            let jobs = kept(&jobs);
            let expected = brute_force(&jobs, &q);
            prop_assert_eq!(index.len(), jobs.len());
            let mut seen = Vec::new();
            loop {
                let page = index.nearby(&q);
                prop_assert_eq!(page.total, expected.len());
                prop_assert!(page.items.len() <= q.limit);
                seen.extend_from_slice(&page.items);
                prop_assert!(seen.len() <= expected.len());
                if page.next.is_none() {
                    break;
                }
                q.after = page.next;
            }
            prop_assert_eq!(seen, expected);
        }

        #[test]
        fn changes_one_by_one_equal_a_new_index(
            first in vec(job(), 0..40),
            changes in vec((job(), any::<bool>()), 0..60),
            q in query(),
        ) {
            let mut index = ScanIndex::build(first.clone());
            let mut jobs = kept(&first);
            for (job, stays) in changes {
                let before = jobs.len();
                jobs.retain(|other| other.key != job.key);
                if stays {
                    jobs.push(job.clone());
                    index.upsert(job);
                } else {
                    prop_assert_eq!(index.remove(job.key), jobs.len() < before);
                }
            }
            let rebuilt = ScanIndex::build(jobs);
            prop_assert_eq!(index.len(), rebuilt.len());
            prop_assert_eq!(index.nearby(&q), rebuilt.nearby(&q));
            let pay = |index: &ScanIndex| index.pay_nearby(q.center, q.radius_m, "4-10", NOW);
            prop_assert_eq!(pay(&index), pay(&rebuilt));
        }

        #[test]
        fn pay_counts_the_jobs_that_a_search_finds(jobs in vec(job(), 0..60), mut q in query(), g in 0..GROUPS.len()) {
            let index = ScanIndex::build(jobs.clone());
            q.occupations = vec![GROUPS[g].to_owned()];
            (q.flags, q.least, q.most, q.slots) = (Facts::NONE, Fen(0), None, None);
            let found = brute_force(&kept(&jobs), &q);
            let hourly = |hit: &Hit| kept(&jobs).into_iter().find(|job| job.key == hit.key).unwrap().hourly;
            let pay = index.pay_nearby(q.center, q.radius_m, GROUPS[g], NOW);
            prop_assert_eq!(pay, PayNearby::of(found.iter().map(hourly).collect()));
        }

        #[test]
        fn a_job_at_the_very_edge_is_within(
            (lon, lat) in (-180.0..=180.0f64, -90.0..=90.0f64),
            degrees in prop_oneof![0.0..0.001f64, 0.0..1.0f64, 0.0..60.0f64],
            bearing in prop_oneof![Just(0.0f64), Just(0.5f64), Just(1.0), Just(1.5), 0.0..2.0f64],
        ) {
            let (bearing, arc, from): (f64, f64, f64) = (bearing * std::f64::consts::PI, f64::to_radians(degrees), lat.to_radians());
            let north = (from.sin() * arc.cos() + from.cos() * arc.sin() * bearing.cos()).clamp(-1.0, 1.0);
            let east = (bearing.sin() * arc.sin() * from.cos()).atan2(arc.cos() - from.sin() * north);
            let to: f64 = (lon + east.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
            let point = Point::new(to, north.asin().to_degrees()).unwrap();
            let center = Point::new(lon, lat).unwrap();
            let index = ScanIndex::build([OpenJob { point, ..plain(1) }]);
            let millimetres = (center.distance_m(&point) * 1000.0).round();
            let at = |millimetres: f64| index.nearby(&Query { center, radius_m: millimetres / 1000.0, ..anywhere() });
            prop_assert_eq!(at(millimetres + 0.5).total, 1);
            prop_assert_eq!(at(millimetres - 0.5).total, 0);
        }

        #[test]
        fn quartiles_are_paid_by_somebody_and_divide_the_list(pay in vec((0..500i64).prop_map(Fen), 1..50)) {
            let q = PayNearby::of(pay.clone()).unwrap();
            for (percent, value) in [(25, q.p25), (50, q.p50), (75, q.p75)] {
                let (below, up_to) = pay.iter().fold((0, 0), |(below, up_to), fen| {
                    (below + usize::from(*fen < value), up_to + usize::from(*fen <= value))
                });
                prop_assert!(pay.contains(&value));
                prop_assert!(below * 100 < percent * pay.len() && percent * pay.len() <= up_to * 100);
            }
        }
    }

    fn plain(key: u128) -> OpenJob {
        OpenJob {
            key,
            point: Point::new(119.3, 26.08).unwrap(),
            occupation: CODES[0].to_owned(),
            kind: JobKind::Flexible,
            hourly: Fen(2_500),
            slots: Availability::of_shift(0, 0).unwrap(),
            starts_at: None,
            expires_at: NOW + Micros::DAY,
            daily_pay: false,
            no_experience: false,
        }
    }

    fn anywhere() -> Query {
        let center = Point::new(119.3, 26.08).unwrap();
        let (radius_m, limit) = (f64::INFINITY, 10);
        Query {
            center,
            radius_m,
            occupations: vec![],
            flags: Facts::NONE,
            least: Fen(0),
            most: None,
            slots: None,
            now: NOW,
            after: None,
            limit,
        }
    }

    #[test]
    fn facts_say_what_the_chips_say() {
        let midnight = day_start(NOW);
        assert_eq!(plain(1).facts(NOW), Facts::NONE);
        for (at, today) in [(-1, false), (0, true), (Micros::DAY - 1, true), (Micros::DAY, false)] {
            let facts = OpenJob { starts_at: Some(midnight + at), ..plain(1) }.facts(NOW);
            assert_eq!(facts.contains(Facts::TODAY), today, "{at}");
        }
        let evening = Availability::of_shift(6, 2).unwrap();
        assert_eq!(OpenJob { slots: evening, ..plain(1) }.facts(NOW), Facts::EVENING);
        assert_eq!(OpenJob { kind: JobKind::FullTime, ..plain(1) }.facts(NOW), Facts::LONG_TERM);
        assert_eq!(OpenJob { kind: JobKind::Gig, ..plain(1) }.facts(NOW), Facts::LONG_TERM);
        let dated = OpenJob { kind: JobKind::Gig, starts_at: Some(midnight - 1), ..plain(1) };
        assert_eq!(dated.facts(NOW), Facts::NONE);
    }

    #[test]
    fn a_job_is_gone_at_the_moment_it_expires() {
        let index = ScanIndex::build([OpenJob { expires_at: NOW, ..plain(1) }]);
        let before = Query { now: NOW - 1, ..anywhere() };
        assert_eq!((index.nearby(&before).total, index.nearby(&anywhere()).total), (1, 0));
    }

    #[test]
    fn a_radius_that_is_none_finds_nothing_and_a_limit_of_nought_counts() {
        let index = ScanIndex::build([plain(1), plain(2)]);
        for radius_m in [-1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(index.nearby(&Query { radius_m, ..anywhere() }).total, 0, "{radius_m}");
        }
        let here = index.nearby(&Query { radius_m: 0.0, ..anywhere() });
        assert_eq!((here.total, here.items.len()), (2, 2));
        let counted = index.nearby(&Query { limit: 0, ..anywhere() });
        assert_eq!((counted.total, counted.items.len(), counted.next), (2, 0, None));
    }
}
