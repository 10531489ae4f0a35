//! The search box over the shipped divisions, made once for all tests of a file.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::sync::OnceLock;

use kernel::{Level, RegionCode};
use matching::{Occupations, PlaceName, Search};

const DIVISIONS: &str = include_str!("../../../../data/fujian-divisions.csv");
const CENSUS: &str = include_str!("../../../../data/fujian-census-2020.csv");

/// The divisions with the people of the census where it counted them.
pub fn places() -> Vec<PlaceName> {
    let people = |code: &RegionCode| {
        let six = code.as_str().get(..6).unwrap_or_default();
        let wide = code.level() <= Level::County;
        let line = CENSUS.lines().find(|line| wide && line.starts_with(six));
        line.and_then(|line| line.split(',').nth(4)?.parse().ok()).unwrap_or(0)
    };
    let place = |line: &str| {
        let mut columns = line.split(',');
        let code: RegionCode = columns.next()?.parse().ok()?;
        let name = columns.next()?.to_owned();
        Some(PlaceName { population: people(&code), level: code.level(), name, code })
    };
    DIVISIONS.lines().skip(1).filter_map(place).collect()
}

/// The search box.
pub fn search() -> &'static Search<'static> {
    static MADE: OnceLock<Search<'static>> = OnceLock::new();
    MADE.get_or_init(|| Search::new(Occupations::load(), places()))
}
