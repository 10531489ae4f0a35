//! Chance for the plan: SplitMix64 over a seed, the same numbers on every machine. It guards nothing.

use kernel::Point;

/// Metres to a degree of longitude at the middle of the province.
const LON_M: f64 = 100_000.0;
/// Metres to a degree of latitude.
const LAT_M: f64 = 111_195.0;

/// A repeatable source of choices.
pub(super) struct Draw(u64);

impl Draw {
    /// The stream of a seed that belongs to one purpose.
    pub(super) fn of(seed: u64, purpose: u64) -> Self {
        let mut draw = Self(seed ^ purpose.wrapping_mul(0xd134_2543_de82_ef95));
        draw.next();
        draw
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both possible.
    pub(super) fn within(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(usize::try_from(high - low + 1).unwrap_or(1)) as i64
    }

    /// Yes in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Some distinct ones of a list, fewer if it is short.
    pub(super) fn some<T: Copy + PartialEq>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut found = Vec::with_capacity(count);
        for _ in 0..count {
            let one = *self.pick(list);
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// A point within so many metres, to a millionth of a degree.
    pub(super) fn around(&mut self, center: Point, metres: f64) -> Point {
        let unit = |draw: &mut Self| draw.within(-1_000_000, 1_000_000) as f64 / 1e6;
        loop {
            let (x, y) = (unit(self), unit(self));
            if x * x + y * y <= 1.0 {
                let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
                let (lon, lat) = (center.lon() + x * metres / LON_M, center.lat() + y * metres / LAT_M);
                return Point::new(round(lon), round(lat)).unwrap_or(center);
            }
        }
    }
}

/// Things that come up as often as they weigh.
pub(super) struct Weighted<T> {
    things: Vec<(usize, T)>,
    all: usize,
}

impl<T> Weighted<T> {
    /// Of things with their weights; at least one must weigh something.
    pub(super) fn new(things: impl IntoIterator<Item = (usize, T)>) -> Self {
        let mut all = 0;
        let things = things.into_iter().map(|(weight, thing)| {
            all += weight;
            (all, thing)
        });
        let things = things.collect();
        Self { things, all }
    }

    /// Each of them once.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.things.iter().map(|(_, thing)| thing)
    }

    /// Whether there is none.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// One of them.
    pub(super) fn draw(&self, draw: &mut Draw) -> &T {
        let at = draw.below(self.all);
        &self.things[self.things.partition_point(|(upto, _)| *upto <= at)].1
    }
}
