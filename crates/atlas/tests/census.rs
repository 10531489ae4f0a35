//! What must hold of the census.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use atlas::{Atlas, Census};
use kernel::{Level, RegionCode};
use proptest::prelude::*;

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

#[test]
fn every_county_of_today_was_counted_but_jinmen() {
    let counties = Atlas::load().regions().iter().filter(|r| r.level == Level::County);
    let missing: Vec<_> = counties.filter(|r| Census::load().county(r.code).is_none()).collect();
    assert_eq!(missing.iter().map(|r| r.code).collect::<Vec<_>>(), [code("350527000000")]);
    let known = |c: &atlas::County| Atlas::load().get(c.code).is_some();
    assert!(Census::load().counties().iter().all(known));
}

#[test]
fn counties_add_up_to_the_row_of_the_province() {
    let counties = Census::load().counties();
    assert_eq!(counties.iter().map(|c| c.population).sum::<u32>(), 41_540_086);
    assert_eq!(counties.iter().map(|c| c.by_age_sex[0][0]).sum::<u32>(), 1_081_131);
    assert_eq!(counties.iter().map(|c| c.by_age_sex[8][1]).sum::<u32>(), 1_339_896);
    assert_eq!(counties.iter().map(|c| c.education[6]).sum::<u32>(), 1_548_781 + 1_427_704);
    let occupations = counties.iter().flat_map(|c| c.occupations).sum::<u32>();
    let industries = counties.iter().flat_map(|c| c.industries).sum::<u32>();
    assert_eq!((occupations, industries), (2_052_886, 2_052_886));
}

#[test]
fn a_merged_county_has_the_people_of_both() {
    let sanyuan = Census::load().county(code("350404000000")).unwrap();
    assert_eq!(sanyuan.population, 220_115 + 187_936);
    let renamed = |text| Census::load().county(code(text)).unwrap().population;
    assert_eq!(renamed("350405000000"), 250_503);
    assert_eq!(renamed("350604000000"), 952_000);
    assert_eq!(renamed("350605000000"), 228_235);
}

#[test]
fn working_age_is_the_sum_of_its_groups_and_less_than_everybody() {
    for county in Census::load().counties() {
        assert_eq!(county.working_age, county.by_age_sex.iter().flatten().sum::<u32>());
        assert!(county.working_age < county.population, "{county:?}");
        assert!(county.education.iter().sum::<u32>() <= county.population, "{county:?}");
    }
}

proptest! {
    #[test]
    fn shares_sum_exactly_and_each_is_within_one_of_its_due(n in 0usize..50_000_000) {
        let census = Census::load();
        let shares = census.apportion(n);
        prop_assert_eq!(shares.iter().map(|(_, share)| share).sum::<usize>(), n);
        let all: u128 = census.counties().iter().map(|c| u128::from(c.working_age)).sum();
        for (county, (code, share)) in census.counties().iter().zip(&shares) {
            prop_assert_eq!(county.code, *code);
            let (due, got) = (n as u128 * u128::from(county.working_age), *share as u128 * all);
            prop_assert!(got.abs_diff(due) < all);
        }
    }
}
