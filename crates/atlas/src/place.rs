//! Approximate places of regions, drawn from their codes.
//!
//! It refuses to look surveyed: below the county these points are only somewhere plausible, the same each time.
//! Arithmetic alone, no trigonometry, so that every machine draws the same point.

use kernel::{Level, Point, RegionCode};

use crate::atlas::Region;
use crate::outline::{LAT_M, LON_M, Outline, Outlines};

/// A village lies no farther than this from its township.
const FAR_M: f64 = 3_000.0;
/// However dense the county, its villages spread at least so far.
const NEAR_M: f64 = 300.0;
/// Points drawn before giving up on a region.
const DRAWS: u32 = 128;

/// The county that seats the government of each city and of the province.
const SEATS: [(&str, &str); 10] = [
    ("350000000000", "350102000000"),
    ("350100000000", "350102000000"),
    ("350200000000", "350203000000"),
    ("350300000000", "350302000000"),
    ("350400000000", "350404000000"),
    ("350500000000", "350503000000"),
    ("350600000000", "350602000000"),
    ("350700000000", "350703000000"),
    ("350800000000", "350802000000"),
    ("350900000000", "350902000000"),
];

/// A place for each region, in the order of the regions, which must be that of their codes.
pub(crate) fn places(regions: &[Region], outlines: &Outlines) -> Vec<Option<Point>> {
    let mut places = Vec::with_capacity(regions.len());
    let mut county: Option<County> = None;
    let mut township = None;
    for (i, region) in regions.iter().enumerate() {
        let place = match region.level {
            Level::Province | Level::City => seat(region.code, outlines),
            Level::County => {
                county = County::new(&regions[i..], outlines);
                county.as_ref().map(|c| c.middle)
            }
            Level::Township => {
                township = county.as_ref().map(|c| c.township(region.code));
                township
            }
            Level::Village => county.as_ref().zip(township).map(|(c, t)| c.village(region.code, t)),
        };
        places.push(place);
    }
    places
}

fn seat(code: RegionCode, outlines: &Outlines) -> Option<Point> {
    let (_, county) = SEATS.iter().find(|(of, _)| *of == code.as_str())?;
    outlines.get(county.parse().ok()?)?.middle()
}

struct County<'a> {
    outline: &'a Outline,
    middle: Point,
    /// How far its villages may lie from their township.
    spread_m: f64,
}

impl<'a> County<'a> {
    /// `rest` begins with the county itself.
    fn new(rest: &[Region], outlines: &'a Outlines) -> Option<Self> {
        let code = rest.first()?.code;
        let outline = outlines.get(code)?;
        let townships = rest
            .iter()
            .take_while(|r| code.contains(&r.code))
            .filter(|r| r.level == Level::Township)
            .fold(0.0, |n, _| n + 1.0_f64);
        // The radius of a disc as large as the county's share for each township.
        let spread_m = (outline.area_m2() / townships.max(1.0) / std::f64::consts::PI).sqrt();
        let middle = outline.middle()?;
        Some(Self { outline, middle, spread_m: spread_m.clamp(NEAR_M, FAR_M) })
    }

    fn township(&self, code: RegionCode) -> Point {
        let (low, high) = (self.outline.low, self.outline.high);
        (0..DRAWS)
            .find_map(|n| {
                let (x, y) = draw(code, n);
                self.admit(low.0 + x * (high.0 - low.0), low.1 + y * (high.1 - low.1))
            })
            .unwrap_or(self.middle)
    }

    /// Each draw reaches a little less far, so that a township at the edge of the sea still gathers its villages.
    fn village(&self, code: RegionCode, township: Point) -> Point {
        (0..DRAWS)
            .find_map(|n| {
                let (x, y) = draw(code, n);
                let (x, y) = (2.0 * x - 1.0, 2.0 * y - 1.0);
                if x * x + y * y > 1.0 {
                    return None;
                }
                let reach = self.spread_m * f64::from(DRAWS - n) / f64::from(DRAWS);
                self.admit(township.lon() + x * reach / LON_M, township.lat() + y * reach / LAT_M)
            })
            .unwrap_or(township)
    }

    /// The point, if it lies in this county. The outlines do not overlap where it matters: a test asks every place.
    fn admit(&self, lon: f64, lat: f64) -> Option<Point> {
        let point = Point::new(lon, lat).ok()?;
        self.outline.contains(point).then_some(point)
    }
}

/// The `n`th pair of numbers in [0, 1) that belongs to a code: FNV-1a, finished by SplitMix64.
fn draw(code: RegionCode, n: u32) -> (f64, f64) {
    let seed = code
        .as_str()
        .bytes()
        .chain(n.to_be_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    let unit = |half: u64| f64::from((half & 0xffff_ffff) as u32) / (f64::from(u32::MAX) + 1.0);
    (unit(z >> 32), unit(z))
}
