//! The engine against brute force: every answer of every random workload is the same to the last bit.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kernel::{Availability, Fen, Micros, Period, Point};
    use matching::topk::{
        Builder, Hit, Index, Item, PLAIN, PRODUCT, Profile, Query, Share, Side, Traits, Wanted, appraise,
        best_first,
    };
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    const NOW: Micros = Micros(1_790_000_000_000_000);
    const CODES: [&str; 6] =
        ["4-10-01-06", "4-10-01-05", "4-10-08-01", "4-01-01-00", "6-18-02-04", "任何工作"];

    type Filed = (Item, Vec<&'static str>);

    /// Places close together, the same place, the date line, the poles, anywhere.
    fn point() -> impl Strategy<Value = Point> {
        prop_oneof![
            6 => (119.2..119.4, 26.0..26.2),
            3 => (119.299..119.301, 26.099..26.101),
            2 => Just((119.3, 26.1)),
            1 => prop_oneof![(179.9..=180.0, -0.1..0.1), (-180.0..=-179.9, -0.1..0.1)],
            1 => (-180.0..=180.0, prop_oneof![89.9..=90.0, -90.0..=-89.9]),
            1 => (-180.0..=180.0, -90.0..=90.0),
        ]
        .prop_map(|(lon, lat): (f64, f64)| Point::new(lon, lat).unwrap())
    }

    fn slots() -> impl Strategy<Value = Availability> {
        prop_oneof![
            1 => Just(0),
            4 => 0..1u32 << 21,
            2 => Just((1 << 21) - 1),
            2 => (0..21u32).prop_map(|bit| 1 << bit),
        ]
        .prop_map(|bits| Availability::new(bits).unwrap())
    }

    fn pay() -> impl Strategy<Value = Fen> {
        prop_oneof![
            8 => 1_500..6_000i64,
            4 => select(vec![2_000, 2_000, 3_000, 4_000]),
            1 => Just(0),
            1 => select(vec![1, i64::from(i32::MAX) - 1, i64::from(i32::MAX), 1 << 29, 1 << 40, i64::MAX]),
        ]
        .prop_map(Fen)
    }

    fn dates() -> impl Strategy<Value = Option<Period>> {
        let day = Micros::DAY;
        prop_oneof![
            3 => Just(None),
            1 => (-5..5i64, 1..4i64).prop_map(move |(start, days)| {
                Some(Period::new(NOW + start * day, NOW + (start + days) * day).unwrap())
            }),
        ]
    }

    fn traits() -> impl Strategy<Value = Traits> {
        prop_oneof![4 => Just(0), 2 => 0..4u64, 1 => Just(1 << 63)].prop_map(Traits)
    }

    fn moment() -> impl Strategy<Value = Micros> {
        prop_oneof![
            6 => (-1_500i64..3).prop_map(|hours| NOW + hours * Micros::HOUR),
            2 => (0..9_000_000_000_000i64).prop_map(|ago| NOW - ago),
            1 => select(vec![NOW, Micros(0), Micros(i64::MIN), Micros(i64::MAX)]),
        ]
    }

    fn item(ids: u128) -> impl Strategy<Value = Filed> {
        let id = prop_oneof![9 => 0..ids, 1 => any::<u128>()];
        let reach = prop_oneof![4 => Just(u32::MAX), 1 => 0..20_000u32, 1 => Just(0)];
        let expires =
            prop_oneof![4 => Just(Micros(i64::MAX)), 1 => (-9..9i64).prop_map(|h| NOW + h * Micros::HOUR)];
        let share = || prop_oneof![any::<u8>(), Just(0), Just(255)].prop_map(Share);
        (
            (id, point(), pay(), slots(), dates(), moment(), expires, reach),
            (traits(), traits(), share(), share(), share(), subsequence(CODES.to_vec(), 1..4)),
        )
            .prop_map(
                |(
                    (id, point, pay, slots, dates, posted, expires, reach_m),
                    (traits, needs, trust, chance, newcomer, occupations),
                )| {
                    let item = Item {
                        id,
                        point,
                        pay,
                        slots,
                        dates,
                        posted,
                        expires,
                        reach_m,
                        traits,
                        needs,
                        trust,
                        chance,
                        newcomer,
                    };
                    (item, occupations)
                },
            )
    }

    fn wanted() -> impl Strategy<Value = Vec<Wanted>> {
        let one = prop_oneof![
            4 => select(CODES.to_vec()).prop_map(|code| vec![Wanted::exact(code)]),
            2 => select(CODES.to_vec()).prop_map(Wanted::with_near),
            2 => select(vec!["4", "4-10", "4-10-01-00", "5", ""]).prop_map(|code| vec![Wanted::under(code)]),
            1 => (select(CODES.to_vec()), -0.5..1.5f64)
                .prop_map(|(code, weight)| vec![Wanted { weight, ..Wanted::exact(code) }]),
        ];
        vec(one, 0..4).prop_map(|all| all.concat())
    }

    fn profile() -> impl Strategy<Value = Profile> {
        let weight = || prop_oneof![3 => Just(0.0), 3 => 0.0..1.0f64, 1 => Just(1e6), 1 => Just(1e-9)];
        let any = (vec(weight(), 9), prop_oneof![Just(168.0), 0.001..1e6f64], 0.5..60.0f64).prop_map(
            |(w, fresh_hours, walk_minutes)| Profile {
                near: w[0],
                pay: w[1],
                slots: w[2],
                fresh: w[3],
                walk: w[4],
                occupation: w[5],
                trust: w[6],
                chance: w[7],
                newcomer: w[8],
                fresh_hours,
                walk_minutes,
            },
        );
        let nothing = Profile { near: 0.0, pay: 0.0, slots: 0.0, fresh: 0.0, ..PLAIN };
        prop_oneof![4 => Just(PLAIN), 3 => Just(PRODUCT), 1 => Just(nothing), 2 => any]
    }

    #[derive(Clone, Debug)]
    struct Question {
        query: Query<'static>,
        wanted: Vec<Wanted>,
        odd: bool,
        profile: Profile,
    }

    impl Question {
        fn ask<R>(&self, answer: impl FnOnce(&Query<'_>) -> R) -> R {
            let odd = |id: u128| id % 2 == 1;
            answer(&Query { occupations: &self.wanted, only: self.odd.then_some(&odd), ..self.query })
        }
    }

    fn question() -> impl Strategy<Value = Question> {
        let radius = prop_oneof![
            4 => 0.0..20_000.0,
            2 => 0.0..5.0,
            1 => 20_000.0..3_000_000.0,
            2 => select(vec![0.0, 1e-300, 30_000_000.0, f64::INFINITY, f64::MAX, -1.0, f64::NAN]),
        ];
        let limit = prop_oneof![4 => 1..8usize, 2 => 8..60usize, 1 => select(vec![0, usize::MAX])];
        let has = prop_oneof![3 => Just(Traits::ALL), 1 => (0..4u64).prop_map(Traits)];
        let pay = prop_oneof![8 => pay(), 1 => Just(Fen(-5)), 1 => Just(Fen(i64::MIN))];
        let now = prop_oneof![
            8 => Just(NOW),
            1 => select(vec![Micros(0), Micros(i64::MIN), Micros(i64::MAX)]),
        ];
        (
            (point(), radius, pay, slots(), dates(), has, traits(), now, limit),
            (wanted(), prop::bool::weighted(0.2), profile()),
        )
            .prop_map(
                |(
                    (point, radius_m, pay, slots, dates, has, requires, now, limit),
                    (wanted, odd, profile),
                )| {
                    let query = Query {
                        pay,
                        slots,
                        dates,
                        has,
                        requires,
                        limit,
                        ..Query::around(point, radius_m, &[], now)
                    };
                    Question { query, wanted, odd, profile }
                },
            )
    }

    fn side() -> impl Strategy<Value = Side> {
        select(vec![Side::Jobs, Side::Workers])
    }

    fn brute_force<'a>(side: Side, items: impl Iterator<Item = &'a Filed>, question: &Question) -> Vec<Hit> {
        question.ask(|query| {
            let judge =
                |(item, codes): &Filed| appraise(side, &question.profile, query, item, codes).unwrap();
            let mut hits: Vec<Hit> = items.filter_map(judge).collect();
            hits.sort_by(best_first);
            hits.truncate(query.limit);
            hits
        })
    }

    fn top(index: &Index, question: &Question) -> Vec<Hit> {
        question.ask(|query| index.top(&question.profile, query).unwrap())
    }

    fn build<'a>(side: Side, items: impl Iterator<Item = &'a Filed>) -> Index {
        let mut builder = Builder::new(side);
        for (item, codes) in items {
            builder.add(item, codes).unwrap();
        }
        builder.build()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn every_answer_is_brute_force(
            side in side(),
            items in vec(item(400), 0..400),
            questions in vec(question(), 1..12),
        ) {
            let mut first: BTreeMap<u128, Filed> = BTreeMap::new();
            for filed in &items {
                first.entry(filed.0.id).or_insert_with(|| filed.clone());
            }
            let index = build(side, items.iter());
            prop_assert_eq!(index.len(), first.len());
            for question in &questions {
                prop_assert_eq!(top(&index, question), brute_force(side, first.values(), question));
            }
        }

        /// Crowds at one place with a few pays and ages: equal scores decide by id, also at the last place.
        #[test]
        fn equal_scores_go_by_id(
            ids in vec(any::<u128>(), 1..500),
            kinds in vec((0..2usize, 0..2i64), 500),
            limit in 1..40usize,
            side in side(),
        ) {
            let place = Point::new(119.3, 26.1).unwrap();
            let items: BTreeMap<u128, Filed> = ids.iter().zip(&kinds).map(|(id, (pay, age))| {
                let posted = NOW - *age * Micros::DAY;
                let pay = Fen([2_000, 3_000][*pay]);
                (*id, (Item::open(*id, place, pay, Availability::ALL, posted), vec![CODES[0]]))
            }).collect();
            let index = build(side, items.values());
            let query = Query {
                limit,
                pay: Fen(2_500),
                ..Query::around(Point::new(119.3, 26.11).unwrap(), 3_000.0, &[], NOW)
            };
            let question = Question { query, wanted: vec![], odd: false, profile: PLAIN };
            prop_assert_eq!(top(&index, &question), brute_force(side, items.values(), &question));
        }

        /// Scores closer to each other than single precision can tell: a crowd within a metre, ages by the second.
        #[test]
        fn scores_that_estimates_cannot_tell_apart_are_in_order(
            spots in vec((0.0..1e-5f64, 0.0..1e-5f64, 0..5i64), 1..400),
            limit in 1..20usize,
            profile in select(vec![PLAIN, PRODUCT]),
            from in (119.29..119.31f64, 26.09..26.11f64),
        ) {
            let items: Vec<Filed> = spots.iter().zip(1..).map(|((east, north, ago), id)| {
                let place = Point::new(119.3 + east, 26.1 + north).unwrap();
                let posted = NOW - *ago * Micros::SECOND;
                (Item::open(id, place, Fen(3_000), Availability::ALL, posted), vec![CODES[0]])
            }).collect();
            let index = build(Side::Jobs, items.iter());
            let center = Point::new(from.0, from.1).unwrap();
            let query = Query { limit, ..Query::around(center, 3_000.0, &[], NOW) };
            let question = Question { query, wanted: vec![], odd: false, profile };
            let expected = brute_force(Side::Jobs, items.iter(), &question);
            prop_assert_eq!(expected.len(), limit.min(items.len()));
            prop_assert_eq!(top(&index, &question), expected);
        }

        /// The plain score is the formula that is written down.
        #[test]
        fn the_plain_score_is_the_formula(filed in item(9), question in question()) {
            let question = Question { profile: PLAIN, ..question };
            let hit = brute_force(Side::Jobs, [&filed].into_iter(), &question).pop();
            let (item, q) = (filed.0, &question.query);
            if let Some(hit) = hit {
                let (d, r) = (q.point.distance_m(&item.point), q.radius_m);
                let (w, m) = (item.pay.0 as f64, q.pay.0.max(0) as f64);
                let (s, asked) = (item.slots.bits(), q.slots.bits());
                let a = ((q.now.0 as i128 - item.posted.0 as i128).clamp(0, i64::MAX.into())) as f64 / 3.6e9;
                let near = if d == 0.0 { 1.0 } else { 1.0 - d / r };
                let pay = if m == 0.0 { 1.0 } else { (w / m - 1.0).min(1.0) };
                let slots = f64::from((s & asked).count_ones()) / f64::from(asked.count_ones());
                let score = 0.45 * near + 0.25 * pay + 0.20 * slots + 0.10 * (-a / 168.0).exp();
                prop_assert!(d <= r && item.pay.0 >= q.pay.0 && s & asked != 0);
                prop_assert_eq!(hit.score, score);
                prop_assert_eq!(hit.score, PLAIN.weigh(&hit.parts));
                prop_assert!((0.0..=1.0 + 1e-12).contains(&score));
            }
        }

        /// Changes between questions, and snapshots that stay what they were.
        #[test]
        fn changes_are_seen_at_once_and_snapshots_do_not_move(
            side in side(),
            first in vec(item(300), 0..300),
            changes in vec((item(300), 0..4u8, question()), 1..120),
            cut in 0..120usize,
        ) {
            let mut items: BTreeMap<u128, Filed> = BTreeMap::new();
            for filed in &first {
                items.entry(filed.0.id).or_insert_with(|| filed.clone());
            }
            let mut index = build(side, first.iter());
            let mut snapshot = (index.clone(), items.clone());
            let mut questions = Vec::new();
            for (at, (filed, kind, question)) in changes.into_iter().enumerate() {
                if at == cut {
                    snapshot = (index.clone(), items.clone());
                }
                let id = filed.0.id;
                if kind == 0 {
                    prop_assert_eq!(index.remove(id), items.remove(&id).is_some());
                } else {
                    let was = items.insert(id, filed.clone()).is_some();
                    prop_assert_eq!(index.put(&filed.0, &filed.1).unwrap(), was);
                }
                prop_assert_eq!(index.len(), items.len());
                prop_assert_eq!(index.contains(id), items.contains_key(&id));
                prop_assert_eq!(top(&index, &question), brute_force(side, items.values(), &question));
                questions.push(question);
            }
            for question in &questions {
                let (index, items) = &snapshot;
                prop_assert_eq!(top(index, question), brute_force(side, items.values(), question));
            }
        }

        /// As time goes on what expires is gone and what stays grows older, without any change.
        #[test]
        fn time_passes_without_a_change(items in vec(item(300), 0..300), question in question(), hours in vec(0..40i64, 1..6)) {
            let mut kept: BTreeMap<u128, Filed> = BTreeMap::new();
            for filed in &items {
                kept.entry(filed.0.id).or_insert_with(|| filed.clone());
            }
            let index = build(Side::Jobs, items.iter());
            for hour in hours {
                let now = NOW + hour * Micros::HOUR;
                let question = Question { query: Query { now, ..question.query }, ..question.clone() };
                prop_assert_eq!(top(&index, &question), brute_force(Side::Jobs, kept.values(), &question));
            }
        }
    }

    /// An index filled to several levels and emptied again, in an order that is not that of the places.
    #[test]
    fn a_tree_of_several_levels_grows_and_empties() {
        let spot = |n: u64| {
            let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let (lon, lat) =
                ((mixed >> 40) as f64 / 16_777_216.0, (mixed >> 16 & 0xFF_FFFF) as f64 / 16_777_216.0);
            Point::new(119.0 + lon * 0.5, 26.0 + lat * 0.5).unwrap()
        };
        let filed = |n: u64| {
            let slots = Availability::new((n.wrapping_mul(77_777) % (1 << 21)) as u32 | 1).unwrap();
            let pay = Fen(1_500 + (n.wrapping_mul(7_919) % 3_000) as i64);
            let posted = NOW - (n.wrapping_mul(104_729) % 900) as i64 * Micros::HOUR;
            (Item::open(u128::from(n), spot(n), pay, slots, posted), vec![CODES[(n % 7 % 2) as usize]])
        };
        let mut index = Index::new(Side::Jobs);
        let mut items: BTreeMap<u128, Filed> = BTreeMap::new();
        let (mut found, mut n) = (0, 0u64);
        let mut compare = |index: &Index, items: &BTreeMap<u128, Filed>| {
            n += 1;
            let query = Query {
                pay: Fen(1_800),
                slots: Availability::new(0b111_000_111).unwrap(),
                limit: [1, 20, 200][(n % 3) as usize],
                ..Query::around(spot(n + 1), [2_000.0, 9_000.0, 60_000.0][(n / 3 % 3) as usize], &[], NOW)
            };
            let wanted = if n.is_multiple_of(2) { vec![Wanted::exact(CODES[0])] } else { vec![] };
            let profile = if n % 4 < 2 { PLAIN } else { PRODUCT };
            let question = Question { query, wanted, odd: false, profile };
            let hits = top(index, &question);
            assert_eq!(hits, brute_force(Side::Jobs, items.values(), &question));
            found += hits.len();
        };
        const MANY: u64 = 12_000;
        for n in 0..MANY {
            let filed = filed(n);
            assert!(!index.put(&filed.0, &filed.1).unwrap());
            items.insert(filed.0.id, filed);
            if n % 300 == 0 || n > MANY - 40 {
                compare(&index, &items);
            }
        }
        for n in (0..MANY).rev() {
            assert!(index.remove(u128::from(n)));
            items.remove(&u128::from(n));
            if n % 600 == 0 {
                compare(&index, &items);
            }
        }
        assert!(index.is_empty() && found > 3_000, "{found}");
    }

    #[test]
    fn what_cannot_be_filed_is_refused_and_changes_nothing() {
        let place = Point::new(119.3, 26.1).unwrap();
        let item = Item::open(1, place, Fen(2_000), Availability::ALL, NOW);
        let mut index = Index::new(Side::Jobs);
        index.put(&item, &["a"]).unwrap();
        let negative = Item { pay: Fen(-1), ..item.clone() };
        assert_eq!(index.put(&negative, &["b"]).unwrap_err().code, "pay.range");
        assert_eq!(index.put::<&str>(&item, &[]).unwrap_err().code, "item.occupations");
        assert_eq!(index.put(&item, &["b", ""]).unwrap_err().code, "item.occupations");
        let query = Query::around(place, 10.0, &[], NOW);
        assert_eq!(index.top(&PLAIN, &query).unwrap().len(), 1);
        let unsound = Profile { near: -1.0, ..PLAIN };
        assert_eq!(index.top(&unsound, &query).unwrap_err().code, "profile.weight");
        assert!(!index.remove(2) && index.remove(1) && !index.remove(1) && index.is_empty());
    }

    #[test]
    fn a_hit_says_why() {
        let (home, shop) = (Point::new(119.3, 26.1).unwrap(), Point::new(119.305, 26.1).unwrap());
        let mut index = Index::new(Side::Jobs);
        let slots = Availability::of_shift(0, 1).unwrap();
        index.put(&Item::open(7, shop, Fen(3_000), slots, NOW - 168 * Micros::HOUR), &["a"]).unwrap();
        let query = Query { pay: Fen(2_000), ..Query::around(home, 1_000.0, &[], NOW) };
        let hits = index.top(&PLAIN, &query).unwrap();
        let hit = hits.first().unwrap();
        assert_eq!((hit.id, hit.walking_minutes(), hit.slots, hit.age_hours), (7, 8, slots, 168.0));
        assert_eq!((hit.parts.pay, hit.parts.slots), (0.5, 1.0 / 21.0));
        assert_eq!(hit.pay_above(Fen(2_800)), Some(Fen(200)));
    }
}
