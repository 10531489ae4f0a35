//! Text on its way to paper: what cannot be seen is left out, and lines are broken where Chinese and Latin may be.

use crate::font::Face;

/// Without control and format characters; a tab is a blank, an end of line stays.
pub(crate) fn clean(text: &str) -> String {
    let seen = |c: char| match c {
        '\n' => Some('\n'),
        '\t' | '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        c if c.is_control() || unseen(c) => None,
        c => Some(c),
    };
    text.chars().filter_map(seen).collect()
}

/// What is drawn as nothing, or turns what is beside it around, or is no character at all.
fn unseen(c: char) -> bool {
    let end = u32::from(c) & 0xFFFE == 0xFFFE;
    end || matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The lines of a text in a width, at a size. A word that is longer than a line is broken anywhere.
pub(crate) fn lines(text: &str, size: f32, width: f32) -> Vec<String> {
    clean(text).split('\n').flat_map(|line| broken(line.trim_end(), size, width)).collect()
}

fn broken(text: &str, size: f32, width: f32) -> Vec<String> {
    let face = Face::load();
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let (mut start, mut wide, mut may) = (0, 0.0, None);
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let advance = face.width(c) * size;
        // A blank may stand in the margin: it is the end of its line.
        if wide + advance > width && at > start && c != ' ' {
            let end = may.filter(|end| *end > start).unwrap_or(at);
            out.push(chars[start..end].iter().collect::<String>());
            (start, at, wide, may) = (end, end, 0.0, None);
            continue;
        }
        wide += advance;
        at += 1;
        if chars.get(at).is_some_and(|next| parts(c, *next)) {
            may = Some(at);
        }
    }
    out.push(chars[start..].iter().collect());
    out
}

/// Whether a line may end between two characters.
fn parts(before: char, after: char) -> bool {
    let closes = |c: char| "，。、；：！？）》」』】〉〕”’…—～·%％℃,.;:!?)]}".contains(c);
    let opens = |c: char| "（《「『【〈〔“‘([{¥￥".contains(c);
    if closes(after) || opens(before) || after == ' ' {
        return false;
    }
    let word = |c: char| !wide(c) && c != ' ';
    !(word(before) && word(after))
}

/// Characters that make no words with each other.
fn wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF
        | 0x1F000..=0x1FAFF | 0x20000..=0x3FFFF)
        || "“”‘’…—·".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_stands_out(text in "\\PC{0,300}|[a-z林。 （）\n]{0,400}", width in 30.0f32..500.0) {
            let (size, face) = (10.0, Face::load());
            let lines = lines(&text, size, width);
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(kept(&clean(&text)), kept(&lines.concat()));
            for line in &lines {
                // One character is the least there is; blanks hang over.
                let shown = line.trim_end();
                prop_assert!(shown.chars().count() <= 1 || face.measure(shown, size) <= width + 0.01, "{line:?}");
            }
        }
    }

    #[test]
    fn lines_end_where_they_may() {
        // Ten characters a line.
        let found = lines("我在福州做过三年电工，会看图纸（也会看英文）。", 10.0, 100.0);
        assert_eq!(found, ["我在福州做过三年电", "工，会看图纸（也会看", "英文）。"]);
        assert_eq!(lines("PLC and SCADA systems", 10.0, 60.0).len(), 3);
        let long = lines(&"a".repeat(10_000), 10.0, 100.0);
        assert!(long.len() > 500 && long.concat().len() == 10_000);
        assert_eq!(lines("", 10.0, 100.0), [""]);
        assert_eq!(lines("a\u{202E}b\u{0}c\u{200D}\td\u{FFFE}", 10.0, 100.0), ["abc d"]);
    }
}
