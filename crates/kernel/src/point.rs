//! Places: WGS84 degrees on a sphere. It refuses what is not on the globe and knows no road.

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// The mean radius of the Earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.77;

/// A point on the globe in degrees, finite and in range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Point {
    lon: f64,
    lat: f64,
}

#[derive(Deserialize)]
struct Raw {
    lon: f64,
    lat: f64,
}

impl TryFrom<Raw> for Point {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        Point::new(raw.lon, raw.lat)
    }
}

impl Point {
    /// Checks that the longitude is within ±180 and the latitude within ±90.
    pub fn new(lon: f64, lat: f64) -> Result<Self> {
        if !((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)) {
            return Err(Error::invalid("point.range"));
        }
        Ok(Self { lon, lat })
    }

    /// Longitude, east positive.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude, north positive.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// The great-circle distance in metres (haversine).
    pub fn distance_m(&self, other: &Point) -> f64 {
        let (from, to) = (self.lat.to_radians(), other.lat.to_radians());
        let north = ((to - from) / 2.0).sin();
        let east = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let half = north * north + from.cos() * to.cos() * east * east;
        2.0 * RADIUS * half.sqrt().min(1.0).asin()
    }
}

/// Minutes to walk so many metres in a straight line, rounded up: 70 metres a minute.
pub fn walking_minutes(metres: f64) -> u32 {
    (metres / 70.0).ceil() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Point> {
        (-180.0..=180.0, -90.0..=90.0).prop_map(|(lon, lat)| Point::new(lon, lat).unwrap())
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a in point(), b in point(), c in point()) {
            let slack = 1e-3;
            prop_assert_eq!(a.distance_m(&a), 0.0);
            prop_assert!((a.distance_m(&b) - b.distance_m(&a)).abs() < slack);
            prop_assert!(a.distance_m(&c) <= a.distance_m(&b) + b.distance_m(&c) + slack);
            prop_assert!(a.distance_m(&b) <= std::f64::consts::PI * RADIUS + slack);
        }
    }

    #[test]
    fn a_degree_along_a_meridian() {
        let at = |lat| Point::new(119.3, lat).unwrap();
        let degree = RADIUS * std::f64::consts::PI / 180.0;
        assert!((at(26.0).distance_m(&at(27.0)) - degree).abs() < 1e-6);
    }

    #[test]
    fn what_is_not_on_the_globe_is_refused() {
        for (lon, lat) in [(180.1, 0.0), (0.0, -90.1), (f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0)]
        {
            assert_eq!(Point::new(lon, lat).unwrap_err().code, "point.range");
        }
        assert!(serde_json::from_str::<Point>(r#"{"lon":119.3,"lat":126.0}"#).is_err());
    }

    #[test]
    fn a_minute_begun_is_a_minute() {
        assert_eq!([0.0, 1.0, 70.0, 70.1, 1050.0].map(walking_minutes), [0, 1, 1, 2, 15]);
    }
}
