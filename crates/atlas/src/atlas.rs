//! The tree of divisions from province to village, and the questions asked of it.
//!
//! The data is part of the program, so loading has no error to report: a row that cannot be read is left out, and
//! the tests hold the counts. It knows one province and answers nothing about any other.

use std::sync::OnceLock;

use kernel::{Level, Point, RegionCode};

use crate::outline::{Outlines, parse_outlines};
use crate::place::places;

const DIVISIONS: &str = include_str!("../../../data/fujian-divisions.csv");
const OUTLINES: &str = include_str!("../../../data/fujian-counties.geojson");

/// One division of the province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its twelve-digit code.
    pub code: RegionCode,
    /// Its own name, without those above it.
    pub name: &'static str,
    /// How far down it stands.
    pub level: Level,
    /// The division it belongs to; none for the province.
    pub parent: Option<RegionCode>,
}

/// The divisions of the province, their outlines and approximate places.
pub struct Atlas {
    /// By code, so that everything under a division follows it directly.
    regions: Vec<Region>,
    /// One for each region, in the same order.
    places: Vec<Option<Point>>,
    outlines: Outlines,
}

impl Atlas {
    /// The atlas, read on first use and shared from then on.
    pub fn load() -> &'static Atlas {
        static ATLAS: OnceLock<Atlas> = OnceLock::new();
        ATLAS.get_or_init(|| {
            let regions = parse_divisions(DIVISIONS);
            let outlines = parse_outlines(OUTLINES);
            let places = places(&regions, &outlines);
            Atlas { regions, places, outlines }
        })
    }

    /// Every region, by code.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region with this code.
    pub fn get(&self, code: RegionCode) -> Option<&Region> {
        self.index(code).map(|i| &self.regions[i])
    }

    /// The region and everything under it, by code; empty for an unknown code.
    pub fn within(&self, code: RegionCode) -> &[Region] {
        let Some(start) = self.index(code) else { return &[] };
        let rest = &self.regions[start..];
        &rest[..rest.partition_point(|r| code.contains(&r.code))]
    }

    /// The regions directly under this one, by code.
    pub fn children(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        self.within(code).iter().filter(move |r| r.parent == Some(code))
    }

    /// From the province down to this region; empty for an unknown code.
    pub fn path(&self, code: RegionCode) -> Vec<&Region> {
        let mut path: Vec<_> = self.upwards(code).collect();
        path.reverse();
        path
    }

    /// The names along the path joined, the province left out unless it is the region itself; empty for an unknown
    /// code.
    pub fn full_name(&self, code: RegionCode) -> String {
        let path = self.path(code);
        let from = usize::from(path.len() > 1);
        path[from..].iter().map(|r| r.name).collect()
    }

    /// The county a point lies in; none outside the province.
    pub fn county_of(&self, point: Point) -> Option<RegionCode> {
        self.outlines.county_of(point)
    }

    /// An approximate point for a region, the same on every machine and every day.
    ///
    /// A county's lies well inside its outline. A township's is drawn from its code inside its county; a village's
    /// lies inside its county within three kilometres of its township's, nearer where the county is dense. A city
    /// and the province stand where the county that seats their government stands. No surveyed coordinates of
    /// townships or villages are to be had, so whoever shows these must say that they are approximate.
    pub fn place(&self, code: RegionCode) -> Option<Point> {
        self.places[self.index(code)?]
    }

    /// The region of this level nearest to a point by [`Atlas::place`]; none outside the province.
    ///
    /// Province, city and county are those the point lies in. Townships and villages are sought within that county
    /// only, each by its own place, so the nearest village need not belong to the nearest township.
    pub fn nearest(&self, point: Point, level: Level) -> Option<RegionCode> {
        let county = self.county_of(point)?;
        if level <= Level::County {
            return Some(county.at(level));
        }
        self.within(county)
            .iter()
            .filter(|r| r.level == level)
            .filter_map(|r| Some((self.place(r.code)?.distance_m(&point), r.code)))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, code)| code)
    }

    /// The rings of a county, or of every county of a city or the province; empty below the county, where no
    /// outline is known. A point is inside when it is inside an odd number of a county's rings.
    pub fn outline(&self, code: RegionCode) -> Vec<&[Point]> {
        self.outlines.within(code).flat_map(|o| &o.rings).map(Vec::as_slice).collect()
    }

    /// The region, its parent, and so on up to the province.
    pub(crate) fn upwards(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        std::iter::successors(self.get(code), |r| self.get(r.parent?))
    }

    fn index(&self, code: RegionCode) -> Option<usize> {
        self.regions.binary_search_by_key(&code, |r| r.code).ok()
    }
}

/// `code,name,level,parent`: no field holds a comma, and the level is told by the code.
fn parse_divisions(text: &'static str) -> Vec<Region> {
    let row = |line: &'static str| {
        let mut fields = line.split(',');
        let code: RegionCode = fields.next()?.parse().ok()?;
        let name = fields.next()?;
        let parent = fields.nth(1)?.parse().ok();
        Some(Region { code, name, level: code.level(), parent })
    };
    let mut regions: Vec<_> = text.lines().skip(1).filter_map(row).collect();
    regions.sort_by_key(|r| r.code);
    regions
}
