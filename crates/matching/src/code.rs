//! Codes of the classification of occupations as a tree: `4-10-01-06` under `4-10-01-00` under `4-10-00-00`.
//! It refuses to know which codes exist; [`crate::Occupations`] does.

/// The code without the `-00` that stand for "all of it": `4-10-00-00` becomes `4-10`.
pub(crate) fn stem(code: &str) -> &str {
    let mut rest = code;
    while let Some(shorter) = rest.strip_suffix("-00") {
        rest = shorter;
    }
    rest
}

/// Whether a code is the group or lies under it, level by level. The group may be short (`4-10`) or padded with
/// `-00`; the empty text is the whole tree.
pub fn is_under(code: &str, group: &str) -> bool {
    let group = stem(group);
    group.is_empty() || code.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// How many levels two codes share: 0 for different major classes, 4 for the same code.
pub fn near(a: &str, b: &str) -> u8 {
    if a == b {
        return 4;
    }
    let shared = a.split('-').zip(b.split('-')).take_while(|(x, y)| x == y && *x != "00").count();
    shared.min(3) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_holds_itself_and_what_is_below_and_no_neighbour() {
        for group in ["", "4", "4-10", "4-10-00-00", "4-10-01-00", "4-10-01-06"] {
            assert!(is_under("4-10-01-06", group), "{group}");
        }
        assert!(is_under("4-10-00-00", "4-10"));
        for group in ["4-1", "4-11", "4-10-01-01", "4-10-02-00", "5-00-00-00"] {
            assert!(!is_under("4-10-01-06", group), "{group}");
        }
        assert!(!is_under("4-10-00-00", "4-10-01-06"));
    }

    #[test]
    fn nearness_counts_shared_levels_both_ways() {
        for (a, b, levels) in [
            ("4-10-01-06", "4-10-01-06", 4),
            ("4-10-01-06", "4-10-01-05", 3),
            ("4-10-01-06", "4-10-08-01", 2),
            ("4-10-01-06", "4-01-01-00", 1),
            ("4-10-01-06", "5-10-01-06", 0),
            ("4-01-00-00", "4-02-00-00", 1),
            ("1-01-00-01", "1-01-00-02", 2),
        ] {
            assert_eq!((near(a, b), near(b, a)), (levels, levels), "{a} {b}");
        }
    }
}
