//! Two names of one company: whether they are the same but for how they are typed, and if not, where they differ. It refuses to
//! say that names are close: an official sees the difference and judges it.

/// What a comparison found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Letter for letter.
    Same,
    /// The same but for brackets, widths, blanks and the long form of the company's kind.
    Spelling,
    /// Different: what both begin with, what each has of its own, what both end with.
    Different {
        /// What both begin with.
        start: String,
        /// What only the one that was told has.
        told: String,
        /// What only the registered one has.
        registered: String,
        /// What both end with.
        end: String,
    },
}

/// Pairs of words that mean the same, the first written as the second.
const WORDS: &str = include_str!("name_words.txt");

/// Compares a name that was told with a registered one.
pub fn compare(told: &str, registered: &str) -> Likeness {
    if told == registered {
        return Likeness::Same;
    }
    let (a, b) = (plain(told), plain(registered));
    if a == b {
        return Likeness::Spelling;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| x == y).count();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    Likeness::Different {
        start: text(&a[..start]),
        told: text(&a[start..a.len() - end]),
        registered: text(&b[start..b.len() - end]),
        end: text(&a[a.len() - end..]),
    }
}

/// A name as it is compared: half-width, one kind of bracket, capitals, without blanks, kinds of company in their short form.
pub fn plain(name: &str) -> String {
    let narrow = name.chars().filter_map(|c| match c {
        '\u{3000}' => None,
        c if c.is_whitespace() => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3010}' | '\u{3014}' => Some('('),
        '\u{3011}' | '\u{3015}' => Some(')'),
        '\u{30FB}' | '\u{2022}' => Some('\u{B7}'),
        c => Some(c),
    });
    let narrow: String = narrow
        .map(|c| match c {
            '[' | '{' => '(',
            ']' | '}' => ')',
            c => c.to_ascii_uppercase(),
        })
        .collect();
    WORDS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .fold(narrow, |name, (long, short)| name.replace(long, short))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn how_a_name_is_typed_makes_no_difference_and_what_it_says_does() {
        let same = |a, b| compare(a, b);
        assert_eq!(same("福州榕树有限公司", "福州榕树有限公司"), Likeness::Same);
        for (told, registered) in [
            ("福州(鼓楼)榕树有限公司", "福州（鼓楼）榕树有限责任公司"),
            ("福州榕树ＡＢ有限公司", "福州榕树 ab 有限公司"),
            ("福州【鼓楼】榕树股份有限公司", "福州［鼓楼］榕树股份有限责任公司"),
        ] {
            assert_eq!(same(told, registered), Likeness::Spelling, "{told}");
        }
        let different = Likeness::Different {
            start: "福州".into(),
            told: "榕树".into(),
            registered: "大榕树".into(),
            end: "餐饮有限公司".into(),
        };
        let found = same("福州榕树餐饮有限公司", "福州大榕树餐饮有限公司");
        // What both have in the middle belongs to either side; nothing is lost.
        match (&different, &found) {
            (_, Likeness::Different { start, told, registered, end }) => {
                assert_eq!(format!("{start}{told}{end}"), "福州榕树餐饮有限公司");
                assert_eq!(format!("{start}{registered}{end}"), "福州大榕树餐饮有限公司");
                assert_eq!((told.as_str(), registered.as_str()), ("", "大"));
            }
            other => panic!("{other:?}"),
        }
    }

    proptest! {
        #[test]
        fn a_difference_put_together_is_both_names(a in "\\PC{0,12}", b in "\\PC{0,12}") {
            match compare(&a, &b) {
                Likeness::Same => prop_assert_eq!(a, b),
                Likeness::Spelling => prop_assert_eq!(plain(&a), plain(&b)),
                Likeness::Different { start, told, registered, end } => {
                    prop_assert_eq!(format!("{start}{told}{end}"), plain(&a));
                    prop_assert_eq!(format!("{start}{registered}{end}"), plain(&b));
                    prop_assert!(told != registered);
                }
            }
        }
    }
}
