//! The plain index: columns in memory, read from end to end for each question. It refuses to approximate; it is also
//! the measure for any faster engine behind the same interface.

use std::collections::BTreeMap;

use kernel::{Availability, Fen, Micros, Point, day_start};

use crate::code::is_under;
use crate::{Facts, Hit, NearbyIndex, OpenJob, Page, PayNearby, Query};

/// Open jobs in memory, one column for each thing a question looks at.
#[derive(Clone, Debug, Default)]
pub struct ScanIndex {
    rows: BTreeMap<u128, usize>,
    occupations: Vec<String>,
    numbers: BTreeMap<String, u32>,
    keys: Vec<u128>,
    points: Vec<Point>,
    facts: Vec<Facts>,
    occupation: Vec<u32>,
    hourly: Vec<Fen>,
    slots: Vec<Availability>,
    starts: Vec<Option<Micros>>,
    expires: Vec<Micros>,
}

impl ScanIndex {
    /// An index of the jobs; of two with one key the later stays.
    pub fn build(jobs: impl IntoIterator<Item = OpenJob>) -> Self {
        let mut index = Self::default();
        for job in jobs {
            index.upsert(job);
        }
        index
    }

    /// Adds a job or replaces the one with its key.
    pub fn upsert(&mut self, job: OpenJob) {
        self.remove(job.key);
        let facts = job.lasting_facts();
        let occupation = self.number(job.occupation);
        self.rows.insert(job.key, self.keys.len());
        self.keys.push(job.key);
        self.points.push(job.point);
        self.facts.push(facts);
        self.occupation.push(occupation);
        self.hourly.push(job.hourly);
        self.slots.push(job.slots);
        self.starts.push(job.starts_at);
        self.expires.push(job.expires_at);
    }

    /// Takes a job out; says whether it was there.
    pub fn remove(&mut self, key: u128) -> bool {
        let Some(row) = self.rows.remove(&key) else { return false };
        self.keys.swap_remove(row);
        self.points.swap_remove(row);
        self.facts.swap_remove(row);
        self.occupation.swap_remove(row);
        self.hourly.swap_remove(row);
        self.slots.swap_remove(row);
        self.starts.swap_remove(row);
        self.expires.swap_remove(row);
        if let Some(moved) = self.keys.get(row) {
            self.rows.insert(*moved, row);
        }
        true
    }

    fn number(&mut self, occupation: String) -> u32 {
        let next = self.occupations.len() as u32;
        *self.numbers.entry(occupation).or_insert_with_key(|code| {
            self.occupations.push(code.clone());
            next
        })
    }

    /// For each occupation known here, whether it is asked for.
    fn wanted<S: AsRef<str>>(&self, groups: &[S]) -> Vec<bool> {
        let asked = |code: &String| groups.is_empty() || groups.iter().any(|g| is_under(code, g.as_ref()));
        self.occupations.iter().map(asked).collect()
    }

    /// The rows that are open, wanted and within reach, with their distance; in no order.
    fn within<'a>(
        &'a self,
        center: Point,
        radius_m: f64,
        wanted: &'a [bool],
        now: Micros,
    ) -> impl Iterator<Item = (usize, u64)> + 'a {
        let frame = Frame::around(center, radius_m);
        let reach = (radius_m * 1000.0) as u64;
        self.points.iter().enumerate().filter_map(move |(row, point)| {
            if !frame.holds(*point) || self.expires[row] <= now || !wanted[self.occupation[row] as usize] {
                return None;
            }
            let distance = (center.distance_m(point) * 1000.0).round() as u64;
            (distance <= reach).then_some((row, distance))
        })
    }
}

impl NearbyIndex for ScanIndex {
    fn nearby(&self, query: &Query) -> Page {
        let wanted = self.wanted(&query.occupations);
        let today = day_start(query.now);
        let (mut total, mut found) = (0, Vec::new());
        for (row, distance) in self.within(query.center, query.radius_m, &wanted, query.now) {
            let starts_today = self.starts[row].is_some_and(|at| day_start(at) == today);
            let facts = self.facts[row].with(if starts_today { Facts::TODAY } else { Facts::NONE });
            let pays =
                self.hourly[row] >= query.least && query.most.is_none_or(|most| self.hourly[row] <= most);
            let meets = query.slots.is_none_or(|slots| slots.intersects(self.slots[row]));
            if !(facts.contains(query.flags) && pays && meets) {
                continue;
            }
            total += 1;
            let place = (distance, self.keys[row]);
            if query.after.is_none_or(|after| place > after) {
                found.push(place);
            }
        }
        let more = found.len() > query.limit && query.limit > 0;
        if more {
            found.select_nth_unstable(query.limit);
        }
        found.truncate(query.limit);
        found.sort_unstable();
        let next = if more { found.last().copied() } else { None };
        let items = found.into_iter().map(|(distance_mm, key)| Hit { key, distance_mm }).collect();
        Page { items, next, total }
    }

    fn pay_nearby(&self, center: Point, radius_m: f64, occupation: &str, now: Micros) -> Option<PayNearby> {
        let wanted = self.wanted(&[occupation]);
        let hourly = self.within(center, radius_m, &wanted, now).map(|(row, _)| self.hourly[row]).collect();
        PayNearby::of(hourly)
    }

    fn len(&self) -> usize {
        self.keys.len()
    }
}

/// Degrees of latitude and longitude that hold every point within a radius, and some more. It spares the exact
/// distance for most rows.
struct Frame {
    center: Point,
    north_south: f64,
    east_west: f64,
}

impl Frame {
    fn around(center: Point, radius_m: f64) -> Frame {
        // A degree is 111.19 km; the shorter one and the added metre keep rounding on the safe side.
        let degrees = (radius_m + 1.0) / 111_000.0;
        let east_west = if center.lat().abs() + degrees < 89.0 {
            let ratio = degrees.to_radians().sin() / center.lat().to_radians().cos();
            ratio.min(1.0).asin().to_degrees() + 1e-6
        } else {
            180.0
        };
        let north_south = if radius_m >= 0.0 { degrees } else { -1.0 };
        Frame { center, north_south, east_west }
    }

    fn holds(&self, point: Point) -> bool {
        let apart = (point.lon() - self.center.lon()).abs();
        (point.lat() - self.center.lat()).abs() <= self.north_south
            && apart.min(360.0 - apart) <= self.east_west
    }
}
