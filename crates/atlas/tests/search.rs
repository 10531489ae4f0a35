//! What must hold of the search for a region by name.

use atlas::Atlas;
use kernel::Level;
use proptest::prelude::*;

fn first(text: &str) -> String {
    Atlas::load().search(text, 1).first().map(|r| r.code.to_string()).unwrap_or_default()
}

#[test]
fn a_county_is_found_with_and_without_its_suffix() {
    assert_eq!(first("安溪"), "350524000000");
    assert_eq!(first("安溪县"), "350524000000");
    assert_eq!(first("福州"), "350100000000");
    assert_eq!(first("福建"), "350000000000");
}

#[test]
fn several_words_must_all_stand_on_the_path() {
    let atlas = Atlas::load();
    assert_eq!(first("鼓楼区 温泉街道"), "350102003000");
    assert_eq!(first("温泉街道 鼓楼"), "350102003000");
    assert!(atlas.search("安溪 鼓楼区", 10).is_empty());
    assert_eq!(first("晋安 岳峰村"), "350111102201");
}

#[test]
fn exact_names_come_first_then_the_higher_level_then_the_beginning() {
    let before = |text: &str, first: &str, second: &str| {
        let found = Atlas::load().search(text, usize::MAX);
        let place = |name| found.iter().position(|r| r.name == name).unwrap();
        assert!(place(first) < place(second), "{text}: {first} before {second}");
    };
    before("凤凰", "凤凰村委会", "凤凰山街道");
    before("中山", "中山镇", "中山社区");
    before("中山", "中山社区居委会", "中山街村委会");
    before("后", "石后乡", "后溪村委会");
    before("后", "后龙镇", "洋后镇");
    before("金涵", "金涵畲族乡", "金涵村委会");
    assert_eq!(Atlas::load().search("鼓楼", 1)[0].level, Level::County);
}

#[test]
fn nothing_is_found_for_nothing() {
    for text in ["", "  ", "no such place"] {
        assert!(Atlas::load().search(text, 10).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_region_is_found_by_the_names_on_its_path(pick in any::<prop::sample::Index>()) {
        let atlas = Atlas::load();
        let region = &atlas.regions()[pick.index(atlas.regions().len())];
        let words: Vec<_> = atlas.path(region.code).iter().map(|r| r.name).collect();
        prop_assert!(atlas.search(&words.join(" "), usize::MAX).contains(&region));
    }

    #[test]
    fn a_limit_cuts_the_same_list_short(limit in 0usize..40) {
        let atlas = Atlas::load();
        let all = atlas.search("山", usize::MAX);
        prop_assert_eq!(atlas.search("山", limit), &all[..limit]);
    }
}
