//! Places as unit vectors in single precision, and distances from chords. A sphere in space has no poles and no date
//! line, so a box in space needs no exceptions. It refuses to say a distance exactly: that is
//! [`kernel::Point::distance_m`]; here it is known up to [`slack_m`].

use kernel::Point;

/// As in [`kernel::Point::distance_m`], in metres.
const RADIUS_M: f32 = 6_371_008.77;

/// Within so many metres [`arc_m`] is right up to [`slack_m`]; beyond, it is only never too long.
pub(crate) const WIDE_M: f64 = 2_000_000.0;

/// The point on the unit sphere.
pub(crate) fn unit(point: Point) -> [f32; 3] {
    let (lon, lat) = (point.lon().to_radians(), point.lat().to_radians());
    [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32]
}

/// Metres along the sphere for the square of a chord of the unit sphere: the series of 2·asin(c/2), whose terms are
/// all positive. Every step is monotone also when rounded, so a shorter chord never has the longer arc.
#[inline(always)]
pub(crate) fn arc_m(chord2: f32) -> f32 {
    let series = 1.0 + chord2 * (1.0 / 24.0 + chord2 * (3.0 / 640.0 + chord2 * (5.0 / 7168.0)));
    RADIUS_M * chord2.sqrt() * series
}

/// How far off [`arc_m`] may be for distances up to some metres. Coordinates are rounded by 2⁻²⁵ on both sides,
/// which moves a chord by at most √3·2⁻²⁴ of the radius, 0.66 m; the other roundings are below a millionth part.
pub(crate) fn slack_m(metres: f64) -> f64 {
    1.5 + metres * 1e-6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chord2(a: [f32; 3], b: [f32; 3]) -> f32 {
        let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
        x * x + y * y + z * z
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8192))]

        #[test]
        fn arcs_are_right_up_to_the_slack(
            lon in -180.0..=180.0f64, lat in -90.0..=90.0f64, east in -1.0..=1.0f64, north in -1.0..=1.0f64,
            zoom in 0..8i32,
        ) {
            let scale = 10f64.powi(-zoom);
            let from = Point::new(lon, lat).unwrap();
            let to = Point::new(
                (lon + 180.0 * east * scale).clamp(-180.0, 180.0),
                (lat + 90.0 * north * scale).clamp(-90.0, 90.0),
            ).unwrap();
            let (exact, arc) = (from.distance_m(&to), f64::from(arc_m(chord2(unit(from), unit(to)))));
            prop_assert!(arc <= exact + slack_m(exact), "{arc} {exact}");
            if exact <= WIDE_M {
                prop_assert!((arc - exact).abs() <= slack_m(exact), "{arc} {exact}");
            } else {
                prop_assert!(arc > WIDE_M - slack_m(WIDE_M), "{arc} {exact}");
            }
        }
    }
}
