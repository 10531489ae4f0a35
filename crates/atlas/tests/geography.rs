//! What must hold of the divisions, their outlines and their places.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;

use atlas::{Atlas, Region};
use kernel::{Level, Point, RegionCode};

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn point(lon: f64, lat: f64) -> Point {
    Point::new(lon, lat).unwrap()
}

fn of_level(level: Level) -> impl Iterator<Item = &'static Region> {
    Atlas::load().regions().iter().filter(move |r| r.level == level)
}

#[test]
fn every_row_of_the_data_is_read() {
    let counts = [Level::Province, Level::City, Level::County, Level::Township, Level::Village]
        .map(|level| of_level(level).count());
    assert_eq!(counts, [1, 9, 84, 1_169, 17_497]);
}

#[test]
fn every_region_hangs_under_the_one_its_code_names() {
    let atlas = Atlas::load();
    for region in atlas.regions() {
        assert_eq!(region.parent, region.code.parent(), "{region:?}");
        if let Some(parent) = region.parent {
            assert!(atlas.get(parent).is_some_and(|p| p.level < region.level), "{region:?}");
            assert!(atlas.within(parent).contains(region), "{region:?}");
        }
    }
}

#[test]
fn children_are_a_level_down_and_none_is_lost() {
    let atlas = Atlas::load();
    let above_village = atlas.regions().iter().filter(|r| r.level != Level::Village);
    let children = above_village.flat_map(|r| atlas.children(r.code)).count();
    assert_eq!(children, atlas.regions().len() - 1);
    assert_eq!(atlas.children(code("350000000000")).count(), 9);
}

#[test]
fn a_path_leads_from_the_province_to_the_region() {
    let atlas = Atlas::load();
    for region in atlas.regions() {
        let path = atlas.path(region.code);
        assert_eq!(path[0].code, code("350000000000"));
        assert_eq!(path[path.len() - 1], region);
        assert!(path.windows(2).all(|pair| pair[1].parent == Some(pair[0].code)));
    }
    assert!(atlas.path(code("110101000000")).is_empty());
}

#[test]
fn a_full_name_leaves_the_province_out() {
    let atlas = Atlas::load();
    assert_eq!(atlas.full_name(code("350111102000")), "福州市晋安区岳峰镇");
    assert_eq!(atlas.full_name(code("350000000000")), "福建省");
    assert_eq!(atlas.full_name(code("110101000000")), "");
}

#[test]
fn every_county_has_an_outline_and_the_rest_as_many_as_their_counties() {
    let atlas = Atlas::load();
    for county in of_level(Level::County) {
        let rings = atlas.outline(county.code);
        assert!(!rings.is_empty() && rings.iter().all(|ring| ring.len() >= 4), "{county:?}");
    }
    let of = |level| of_level(level).map(|r| atlas.outline(r.code).len()).sum::<usize>();
    assert_eq!((of(Level::Province), of(Level::City), of(Level::County)), (105, 105, 105));
    assert_eq!((of(Level::Township), of(Level::Village)), (0, 0));
}

#[test]
fn known_points_lie_where_people_say() {
    let county_of = |lon, lat| Atlas::load().county_of(point(lon, lat));
    let wuyi_square = county_of(119.3062, 26.0745);
    assert!([Some(code("350102000000")), Some(code("350103000000"))].contains(&wuyi_square));
    assert_eq!(county_of(118.0786, 24.4556), Some(code("350203000000")));
    for (place, lon, lat) in [
        ("open sea", 120.5, 24.0),
        ("Taipei", 121.5654, 25.033),
        ("Beijing", 116.4074, 39.9042),
        ("Wenzhou", 120.6994, 27.9943),
        ("Shantou", 116.6819, 23.3541),
    ] {
        assert_eq!(county_of(lon, lat), None, "{place}");
    }
}

#[test]
fn every_place_lies_in_its_own_county() {
    let atlas = Atlas::load();
    for region in atlas.regions() {
        let county = atlas.county_of(atlas.place(region.code).unwrap()).unwrap();
        let widest = region.code.at(Level::County);
        assert!(widest.contains(&county), "{region:?} lies in {county}");
    }
}

#[test]
fn villages_gather_round_their_township_without_sharing_a_spot() {
    let atlas = Atlas::load();
    for township in of_level(Level::Township) {
        let centre = atlas.place(township.code).unwrap();
        let mut spots = BTreeSet::new();
        for village in atlas.children(township.code) {
            let place = atlas.place(village.code).unwrap();
            assert!(place.distance_m(&centre) < 3_200.0, "{village:?}");
            assert!(spots.insert((place.lon().to_bits(), place.lat().to_bits())), "{village:?}");
        }
    }
}

#[test]
fn places_do_not_move() {
    let place = |text| Atlas::load().place(code(text)).unwrap();
    let near = |at: Point, lon, lat| at.distance_m(&point(lon, lat)) < 1.0;
    assert!(near(place("350111102000"), 119.200557, 26.333747), "{:?}", place("350111102000"));
    assert!(near(place("350111102201"), 119.209970, 26.326787), "{:?}", place("350111102201"));
}

#[test]
fn cities_and_the_province_stand_in_a_county_of_theirs() {
    let atlas = Atlas::load();
    for region in of_level(Level::City).chain(of_level(Level::Province)) {
        let county = atlas.county_of(atlas.place(region.code).unwrap()).unwrap();
        assert_eq!(atlas.place(county), atlas.place(region.code));
        assert!(region.code.contains(&county));
    }
}

#[test]
fn the_nearest_to_a_place_is_the_place_itself() {
    let atlas = Atlas::load();
    for region in atlas.regions().iter().step_by(37) {
        let place = atlas.place(region.code).unwrap();
        let nearest = atlas.nearest(place, region.level).unwrap();
        assert_eq!(nearest, region.code);
    }
    assert_eq!(atlas.nearest(point(121.5654, 25.033), Level::Village), None);
}

#[test]
fn the_nearest_stays_in_the_county_and_none_is_nearer() {
    let atlas = Atlas::load();
    let square = point(119.3062, 26.0745);
    let county = atlas.nearest(square, Level::County).unwrap();
    assert_eq!(Some(county), atlas.county_of(square));
    for level in [Level::Township, Level::Village] {
        let nearest = atlas.nearest(square, level).unwrap();
        let distance = |c| atlas.place(c).unwrap().distance_m(&square);
        assert!(county.contains(&nearest));
        let rivals = atlas.within(county).iter().filter(|r| r.level == level);
        assert!(rivals.map(|r| distance(r.code)).all(|d| d >= distance(nearest)));
    }
}
