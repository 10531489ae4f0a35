//! Outlines of counties: which one a point lies in, and a point well inside each.
//!
//! Plane geometry on degrees with fixed metres to a degree, right to about two per cent across the province and
//! the same to the last bit on every machine. It refuses to know outlines below the county.

use kernel::{Point, RegionCode};
use serde::Deserialize;

/// Metres to a degree of longitude at the middle of the province, near 26° north.
pub(crate) const LON_M: f64 = 100_000.0;
/// Metres to a degree of latitude.
pub(crate) const LAT_M: f64 = 111_195.0;
/// Parallels tried when looking for a point well inside an outline.
const PARALLELS: u32 = 32;

/// The rings of one county; a point inside an odd number of them is inside the county, so holes need no mark.
pub(crate) struct Outline {
    pub(crate) code: RegionCode,
    /// South-west corner of the box around every ring, as longitude and latitude.
    pub(crate) low: (f64, f64),
    /// North-east corner.
    pub(crate) high: (f64, f64),
    pub(crate) rings: Vec<Vec<Point>>,
}

/// All counties, by code.
pub(crate) struct Outlines(Vec<Outline>);

impl Outlines {
    pub(crate) fn county_of(&self, point: Point) -> Option<RegionCode> {
        self.0.iter().find(|o| o.contains(point)).map(|o| o.code)
    }

    pub(crate) fn get(&self, county: RegionCode) -> Option<&Outline> {
        self.0.binary_search_by_key(&county, |o| o.code).ok().map(|i| &self.0[i])
    }

    pub(crate) fn within(&self, code: RegionCode) -> impl Iterator<Item = &Outline> {
        self.0.iter().filter(move |o| code.contains(&o.code))
    }
}

impl Outline {
    /// Closes each ring that does not end where it begins.
    fn new(code: RegionCode, mut rings: Vec<Vec<Point>>) -> Self {
        for ring in &mut rings {
            if ring.first() != ring.last() {
                ring.extend(ring.first().copied());
            }
        }
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for p in rings.iter().flatten() {
            low = (low.0.min(p.lon()), low.1.min(p.lat()));
            high = (high.0.max(p.lon()), high.1.max(p.lat()));
        }
        Self { code, low, high, rings }
    }

    /// Half-open: of two counties that share an edge, a point on it lies in exactly one.
    pub(crate) fn contains(&self, p: Point) -> bool {
        let (lon, lat) = (p.lon(), p.lat());
        let boxed = self.low.0 <= lon && lon <= self.high.0 && self.low.1 <= lat && lat <= self.high.1;
        boxed && self.crossings(lat).filter(|&x| lon < x).count() % 2 == 1
    }

    /// The middle of the widest-clear stretch of any of some parallels: always inside, and far from the edge.
    pub(crate) fn middle(&self) -> Option<Point> {
        let step = (self.high.1 - self.low.1) / f64::from(PARALLELS);
        let mut best: Option<(f64, Point)> = None;
        for k in 0..PARALLELS {
            let lat = self.low.1 + (f64::from(k) + 0.5) * step;
            let mut crossings: Vec<f64> = self.crossings(lat).collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let Ok(point) = Point::new((pair[0] + pair[1]) / 2.0, lat) else { continue };
                let room = self.clearance(point);
                if best.is_none_or(|(most, _)| room > most) {
                    best = Some((room, point));
                }
            }
        }
        best.map(|(_, point)| point)
    }

    /// Roughly how many square metres the county covers; holes would count as land.
    pub(crate) fn area_m2(&self) -> f64 {
        let twice = |ring: &Vec<Point>| -> f64 {
            // Measured from a corner of the box: shoelace terms from the origin would cancel and lose digits.
            let at = |p: Point| (p.lon() - self.low.0, p.lat() - self.low.1);
            edges(ring)
                .map(|(a, b)| {
                    let ((ax, ay), (bx, by)) = (at(a), at(b));
                    ax * by - bx * ay
                })
                .sum()
        };
        self.rings.iter().map(|r| twice(r).abs() / 2.0).sum::<f64>() * LON_M * LAT_M
    }

    /// Longitudes at which the rings cross a parallel.
    fn crossings(&self, lat: f64) -> impl Iterator<Item = f64> {
        self.rings.iter().flat_map(|r| edges(r)).filter_map(move |(a, b)| {
            // From south to north, so that two counties round the crossing of their shared edge alike.
            let (a, b) = if a.lat() < b.lat() { (a, b) } else { (b, a) };
            (a.lat() <= lat && lat < b.lat())
                .then(|| a.lon() + (lat - a.lat()) / (b.lat() - a.lat()) * (b.lon() - a.lon()))
        })
    }

    /// Square of the metres from a point to the nearest edge.
    fn clearance(&self, p: Point) -> f64 {
        let at = |q: Point| ((q.lon() - p.lon()) * LON_M, (q.lat() - p.lat()) * LAT_M);
        let square = |(a, b): (Point, Point)| {
            let ((ax, ay), (bx, by)) = (at(a), at(b));
            let (dx, dy) = (bx - ax, by - ay);
            let length = dx * dx + dy * dy;
            let t = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
            let (x, y) = (ax + t * dx, ay + t * dy);
            x * x + y * y
        };
        self.rings.iter().flat_map(|r| edges(r)).map(square).fold(f64::MAX, f64::min)
    }
}

/// The edges of a closed ring.
fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.windows(2).map(|pair| (pair[0], pair[1]))
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    gb: String,
}

#[derive(Deserialize)]
struct Geometry {
    /// Polygons of rings of longitude and latitude.
    coordinates: Vec<Vec<Vec<(f64, f64)>>>,
}

/// Counties from GeoJSON, each named by `gb`: 156 for the country and six digits of the division.
pub(crate) fn parse_outlines(text: &str) -> Outlines {
    let features = serde_json::from_str::<Collection>(text).map(|c| c.features).unwrap_or_default();
    let outline = |feature: Feature| {
        let code = format!("{}000000", feature.properties.gb.strip_prefix("156")?).parse().ok()?;
        let point = |(lon, lat)| Point::new(lon, lat).ok();
        let rings = feature.geometry.coordinates.into_iter().flatten();
        let rings = rings.map(|r| r.into_iter().filter_map(point).collect()).collect();
        Some(Outline::new(code, rings))
    };
    let mut outlines: Vec<_> = features.into_iter().filter_map(outline).collect();
    outlines.sort_by_key(|o| o.code);
    Outlines(outlines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn square(at: f64, size: f64) -> Vec<Point> {
        let corners = [(at, at), (at + size, at), (at + size, at + size), (at, at + size)];
        corners.map(|(lon, lat)| Point::new(lon, lat).unwrap()).to_vec()
    }

    fn county(rings: Vec<Vec<Point>>) -> Outline {
        Outline::new("350102000000".parse().unwrap(), rings)
    }

    fn inside(outline: &Outline, lon: f64, lat: f64) -> bool {
        outline.contains(Point::new(lon, lat).unwrap())
    }

    proptest! {
        #[test]
        fn a_hole_is_outside_and_an_island_in_it_inside(lon in -1.0..11.0f64, lat in -1.0..11.0f64) {
            let county = county(vec![square(0.0, 10.0), square(2.0, 6.0), square(4.0, 2.0)]);
            let depth = [(0.0, 10.0), (2.0, 6.0), (4.0, 2.0)]
                .iter()
                .filter(|(at, size)| [lon, lat].iter().all(|v| (*at..at + size).contains(v)))
                .count();
            prop_assert_eq!(inside(&county, lon, lat), depth % 2 == 1);
        }

        #[test]
        fn neighbours_share_no_point_and_leave_none_out(lat in 0.0..1.0f64) {
            let point = |lon, lat| Point::new(lon, lat).unwrap();
            let west = county(vec![vec![point(0.0, 0.0), point(1.0, 0.0), point(1.5, 1.0), point(0.0, 1.0)]]);
            let east = county(vec![vec![point(1.0, 0.0), point(3.0, 0.0), point(3.0, 1.0), point(1.5, 1.0)]]);
            let edge = 1.0 + lat / 2.0;
            prop_assert!(inside(&west, edge, lat) != inside(&east, edge, lat));
        }
    }

    #[test]
    fn a_closed_ring_is_the_same_as_an_open_one() {
        let mut closed = square(0.0, 1.0);
        closed.push(closed[0]);
        let (open, closed) = (county(vec![square(0.0, 1.0)]), county(vec![closed]));
        assert_eq!(open.area_m2(), closed.area_m2());
        for (lon, lat) in [(0.5, 0.5), (0.0, 0.5), (1.0, 0.5), (0.5, 1.5)] {
            assert_eq!(inside(&open, lon, lat), inside(&closed, lon, lat));
        }
    }

    #[test]
    fn the_middle_avoids_the_hollow_of_a_horseshoe() {
        let shape = [(0., 0.), (9., 0.), (9., 9.), (6., 9.), (6., 3.), (3., 3.), (3., 9.), (0., 9.)];
        let horseshoe = county(vec![shape.map(|(lon, lat)| Point::new(lon, lat).unwrap()).to_vec()]);
        assert!(horseshoe.contains(horseshoe.middle().unwrap()));
        assert!(!inside(&horseshoe, 4.5, 6.0));
    }

    #[test]
    fn the_area_of_a_degree_square_is_its_sides_multiplied() {
        let area = county(vec![square(26.0, 1.0)]).area_m2();
        assert!((area / (LON_M * LAT_M) - 1.0).abs() < 1e-9);
    }
}
