//! The order in which items of an occupation are filed: along a Hilbert curve (D. Hilbert, 1891) through the map, so
//! that items near each other in the order are near each other on the ground. The order decides speed, never a result.

use kernel::Point;

/// The place of a point along the curve through 2³² × 2³² cells.
pub(crate) fn place(point: Point) -> u64 {
    let cell = |share: f64| (share * f64::from(u32::MAX)) as u32;
    hilbert(cell((point.lon() + 180.0) / 360.0), cell((point.lat() + 90.0) / 180.0))
}

fn hilbert(mut x: u32, mut y: u32) -> u64 {
    let mut along = 0;
    for bit in (0..32).rev() {
        let (right, up) = (x >> bit & 1, y >> bit & 1);
        along = along << 2 | u64::from((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first 256 cells of a square come before all others, and each touches the next.
    #[test]
    fn the_curve_fills_a_square_step_by_step() {
        let mut cells: Vec<(u64, i64, i64)> =
            (0..16).flat_map(|x| (0..16).map(move |y| (hilbert(x, y), x.into(), y.into()))).collect();
        cells.sort_unstable();
        for (step, pair) in cells.windows(2).enumerate() {
            assert_eq!(pair[0].0, step as u64);
            assert_eq!((pair[0].1 - pair[1].1).abs() + (pair[0].2 - pair[1].2).abs(), 1, "{pair:?}");
        }
        assert_eq!(cells[255].0, 255);
    }

    #[test]
    fn corners_of_the_map_have_a_place() {
        let places = [(-180.0, -90.0), (180.0, -90.0), (-180.0, 90.0), (180.0, 90.0)]
            .map(|(lon, lat)| place(Point::new(lon, lat).unwrap()));
        assert!(places.iter().enumerate().all(|(i, a)| places[i + 1..].iter().all(|b| a != b)));
    }
}
