//! Where the demo's people live and work: villages of the atlas, denser in the middle of each county.

use std::collections::BTreeMap;

use atlas::Atlas;
use kernel::{Level, Point, RegionCode};

use super::{draw::Draw, words::Words};

/// How far from the middle of a county its core reaches.
const CORE_M: f64 = 700.0;
/// How far from its village's place a person or a shop is.
const NEAR_M: f64 = 120.0;

/// One county with the villages that have a place.
struct County {
    middle: Point,
    villages: Vec<(RegionCode, Point)>,
}

/// All counties that have any.
pub(super) struct Places(BTreeMap<RegionCode, County>);

impl Places {
    pub(super) fn new() -> Self {
        let atlas = Atlas::load();
        let counties = atlas.regions().iter().filter(|r| r.level == Level::County).filter_map(|county| {
            let villages = atlas.within(county.code).iter().filter(|r| r.level == Level::Village);
            let villages: Vec<_> = villages.filter_map(|v| Some((v.code, atlas.place(v.code)?))).collect();
            let middle = atlas.place(county.code)?;
            (!villages.is_empty()).then_some((county.code, County { middle, villages }))
        });
        Self(counties.collect())
    }

    pub(super) fn has(&self, county: RegionCode) -> bool {
        self.0.contains_key(&county)
    }

    /// A village of the county and a point in or near it.
    pub(super) fn anywhere(
        &self,
        draw: &mut Draw,
        county: RegionCode,
    ) -> kernel::Result<(RegionCode, Point)> {
        let here = self.county(county)?;
        let &(village, place) = draw.pick(&here.villages);
        Ok((village, inside(county, draw.around(place, NEAR_M), place)))
    }

    /// The same for work, of which a third gathers in the core.
    pub(super) fn working(&self, draw: &mut Draw, county: RegionCode) -> kernel::Result<(RegionCode, Point)> {
        if !draw.chance(33) {
            return self.anywhere(draw, county);
        }
        let middle = self.county(county)?.middle;
        let point = inside(county, draw.around(middle, CORE_M), middle);
        Ok((crate::jobs::region_of(point)?, point))
    }

    /// A point close to another in the same county.
    pub(super) fn beside(&self, draw: &mut Draw, county: RegionCode, point: Point) -> Point {
        inside(county, draw.around(point, NEAR_M / 2.0), point)
    }

    /// The middle of a county.
    pub(super) fn middle(&self, county: RegionCode) -> kernel::Result<Point> {
        Ok(self.county(county)?.middle)
    }

    fn county(&self, code: RegionCode) -> kernel::Result<&County> {
        self.0.get(&code).ok_or(kernel::Error::internal("demo.place"))
    }
}

fn inside(county: RegionCode, point: Point, otherwise: Point) -> Point {
    if Atlas::load().county_of(point) == Some(county) { point } else { otherwise }
}

/// An invented address in a village: a road in towns, the village itself elsewhere.
pub(super) fn address(draw: &mut Draw, words: &Words, village: RegionCode) -> String {
    let atlas = Atlas::load();
    let path = atlas.path(village);
    let name = |level: Level| path.iter().find(|r| r.level == level).map(|r| r.name).unwrap_or_default();
    let (town, number) = (name(Level::Township), draw.within(1, 288));
    let road = if words.list("streets").iter().any(|s| town.ends_with(s)) {
        (*draw.pick(&words.list("roads"))).to_owned()
    } else {
        stem(words, name(Level::Village)).to_owned()
    };
    format!("{}{town}{road}{number}{}", name(Level::County), words.text("house"))
}

/// A name of a division without what kind of division it is.
pub(super) fn stem<'a>(words: &Words, name: &'a str) -> &'a str {
    let cut = words.list("suffixes").iter().find_map(|suffix| name.strip_suffix(suffix));
    cut.filter(|stem| stem.chars().count() > 1).unwrap_or(name)
}
