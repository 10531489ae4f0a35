//! Finding a region by what people call it.
//!
//! Plain substrings of names, no pinyin and no guessing: what is not written in a name is not found.

use kernel::{Level, RegionCode};

use crate::atlas::{Atlas, Region};

/// What may be left off a name, the longest first.
const SUFFIXES: [&str; 16] = [
    "社区居民委员会",
    "社区居委会",
    "居民委员会",
    "村民委员会",
    "社区委员会",
    "畲族乡",
    "居委会",
    "村委会",
    "社区",
    "街道",
    "村",
    "市",
    "区",
    "县",
    "镇",
    "乡",
];

impl Atlas {
    /// Regions of any level by words of their names, at most `limit`.
    ///
    /// Every word must be part of a name on the region's path, and at least one of its own name. First come those
    /// whose own name, with or without its suffix, is a word; then the higher level; then names that begin with a
    /// word; then the rest; then by code.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Region> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found: Vec<(Rank, &Region)> = self
            .regions()
            .iter()
            .filter_map(|region| {
                let fit = words.iter().filter_map(|word| fit(region.name, word)).min()?;
                self.path_has(region.code, &words).then_some((rank(fit, region), region))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(limit).map(|(_, region)| region).collect()
    }

    fn path_has(&self, code: RegionCode, words: &[&str]) -> bool {
        words.iter().all(|word| self.upwards(code).any(|r| r.name.contains(word)))
    }
}

/// How a word meets a name, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Exact,
    Prefix,
    Part,
}

/// Not exact, level, how the name fits, code: smaller comes first.
type Rank = (bool, Level, Fit, RegionCode);

fn rank(fit: Fit, region: &Region) -> Rank {
    (fit != Fit::Exact, region.level, fit, region.code)
}

fn fit(name: &str, word: &str) -> Option<Fit> {
    if !name.contains(word) {
        return None;
    }
    if !name.starts_with(word) {
        return Some(Fit::Part);
    }
    let exact = word == name || word == stem(name) || stem(word) == stem(name);
    Some(if exact { Fit::Exact } else { Fit::Prefix })
}

/// A name without its suffix; a name that is nothing but a suffix stays.
fn stem(name: &str) -> &str {
    let cut = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
    cut.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_exact_with_and_without_its_suffix() {
        for word in ["凤山", "凤山社区", "凤山社区居委会"] {
            assert_eq!(fit("凤山社区居委会", word), Some(Fit::Exact), "{word}");
        }
        assert_eq!(fit("东村村委会", "东村"), Some(Fit::Exact));
        assert_eq!(fit("凤山社区居委会", "凤"), Some(Fit::Prefix));
        assert_eq!(fit("凤山社区居委会", "山"), Some(Fit::Part));
        assert_eq!(fit("凤山社区居委会", "凤山镇"), None);
    }

    #[test]
    fn a_bare_suffix_keeps_its_name() {
        assert_eq!(stem("区"), "区");
        assert_eq!(stem("社区"), "社区");
    }
}
