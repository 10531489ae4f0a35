//! What people type into the one search box: made once of the occupations, the divisions and how many live there.

use std::sync::OnceLock;

use kernel::Level;
use matching::{Occupations, PlaceName, Search};

/// The search box of the province, made on first use.
pub fn search() -> &'static Search<'static> {
    static MADE: OnceLock<Search<'static>> = OnceLock::new();
    MADE.get_or_init(|| {
        let (atlas, census) = (atlas::Atlas::load(), atlas::Census::load());
        let places = atlas.regions().iter().filter(|region| region.level > Level::Province).map(|region| {
            let people = census.county(region.code).map_or(0, |county| u64::from(county.population));
            PlaceName {
                code: region.code,
                name: region.name.to_owned(),
                population: people,
                level: region.level,
            }
        });
        Search::new(Occupations::load(), places)
    })
}
