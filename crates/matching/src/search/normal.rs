//! A text as it is compared: full-width forms, capitals, tone marks and the commonest traditional characters folded,
//! each character with the bytes it came from. It reads sixty characters and refuses to look at more.

use std::collections::BTreeMap;
use std::ops::Range;

/// How many characters of a text are read.
pub(crate) const LONGEST: usize = 60;

/// Pairs of a traditional and a simplified character, a line each.
const TRADITIONAL: &str = include_str!("../../../../data/search/traditional.txt");

/// What is folded into what.
#[derive(Debug)]
pub(crate) struct Folding {
    simplified: BTreeMap<char, char>,
}

/// A folded text.
#[derive(Debug, Default)]
pub(crate) struct Normal {
    /// The characters; whatever is neither letter nor digit still stands as it came.
    pub chars: Vec<char>,
    ranges: Vec<Range<usize>>,
}

impl Folding {
    /// Reads the embedded table.
    pub(crate) fn new() -> Self {
        let pair = |line: &str| {
            let mut pair = line.chars();
            Some((pair.next()?, pair.next()?))
        };
        Self { simplified: TRADITIONAL.lines().filter_map(pair).collect() }
    }

    /// One character.
    pub(crate) fn fold(&self, c: char) -> char {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        };
        match c {
            'A'..='Z' => c.to_ascii_lowercase(),
            'ü' | 'Ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
            'ā' | 'á' | 'ǎ' | 'à' => 'a',
            'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
            'ī' | 'í' | 'ǐ' | 'ì' => 'i',
            'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
            'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
            '￥' => '¥',
            '—' | '–' | '－' | '−' | '～' | '〜' => '~',
            _ if c.is_ascii() => c,
            _ => self.simplified.get(&c).copied().unwrap_or(c),
        }
    }

    /// The first [`LONGEST`] characters of a text, without those that nobody sees.
    pub(crate) fn normal(&self, text: &str) -> Normal {
        let mut normal = Normal::default();
        for (at, c) in text.char_indices().take(LONGEST) {
            if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
                continue;
            }
            normal.chars.push(self.fold(c));
            normal.ranges.push(at..at + c.len_utf8());
        }
        normal
    }

    /// Only the letters and digits of a term.
    pub(crate) fn term(&self, text: &str) -> Vec<char> {
        text.chars().map(|c| self.fold(c)).filter(|c| c.is_alphanumeric()).collect()
    }
}

/// Whether a mark may stand inside a term, such as `CNC/数控`.
pub(crate) fn joins(c: char) -> bool {
    matches!(c, '/' | '(' | ')' | '·' | '-' | '+' | '#' | '.' | '&' | '、')
}

impl Normal {
    /// The bytes of the characters `from..to`.
    pub(crate) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.ranges.get(from).map_or(0, |range| range.start);
        if from >= to {
            return start..start;
        }
        let end = to.checked_sub(1).and_then(|last| self.ranges.get(last)).map_or(start, |range| range.end);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_character_are_one() {
        let folding = Folding::new();
        let folded = |text| folding.normal(text).chars.into_iter().collect::<String>();
        assert_eq!(folded("ＡＢｃ１２３／時，電工"), "abc123/时,电工");
        assert_eq!(folded("Lǜ Nü kōng"), "lv nv kong");
        assert_eq!(folded("月\u{200b}嫂\u{feff}"), "月嫂");
        assert_eq!(folding.normal(&"a".repeat(1_000_000)).chars.len(), LONGEST);
    }

    #[test]
    fn the_table_folds_in_one_step_and_no_simplified_character_away() {
        let folding = Folding::new();
        for (from, to) in &folding.simplified {
            assert_eq!(folding.fold(*to), *to, "{from} {to}");
        }
        assert!(folding.simplified.len() > 500);
    }

    #[test]
    fn bytes_are_those_of_the_input() {
        let text = "a\u{200b}月嫂";
        let normal = Folding::new().normal(text);
        assert_eq!(&text[normal.bytes(1, 3)], "月嫂");
        assert_eq!(normal.bytes(3, 3).len(), 0);
    }
}
