//! Free text from people: trimmed, counted in characters, without control characters. It refuses to cut what can be seen.

use crate::{Error, Result};

/// A format character: nobody sees it, it comes along when text is copied, and it can turn words around or make two equal
/// names differ. The joiner that holds an emoji together is none of them.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Drops format characters, trims the text and checks that it has `min..=max` characters and no control character but the newline;
/// the line ends of browser forms (CR LF) become newlines.
pub fn bounded(field: &'static str, text: &str, min: usize, max: usize) -> Result<String> {
    let seen: String = text.chars().filter(|c| !unseen(*c)).collect();
    let text = seen.trim().replace("\r\n", "\n");
    let blank = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200D}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}' | '\u{0300}'..='\u{036F}' | '\u{FE00}'..='\u{FE0F}')
    };
    // Joiners, fillers and bare accents make no text, however many.
    let text = if text.chars().all(|c| blank(c) && c != '\n') { String::new() } else { text };
    let count = text.chars().count();
    let error = if text.chars().any(|c| c.is_control() && c != '\n') {
        Error::invalid("text.control")
    } else if count > max {
        Error::invalid("text.too_long").with("max", max)
    } else if count < min && count == 0 {
        Error::invalid("text.empty")
    } else if count < min {
        Error::invalid("text.too_short").with("min", min)
    } else {
        return Ok(text);
    };
    Err(error.field(field))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_accepted_keeps_the_promise(text: String, min in 0usize..5, more in 0usize..20) {
            match bounded("note", &text, min, min + more) {
                Ok(kept) => {
                    prop_assert!((min..=min + more).contains(&kept.chars().count()));
                    prop_assert!(!kept.chars().any(|c| c.is_control() && c != '\n'));
                    prop_assert_eq!(kept.trim(), &kept);
                    prop_assert_eq!(bounded("note", &kept, min, min + more), Ok(kept));
                }
                Err(error) => prop_assert_eq!(error.field, Some("note")),
            }
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        let code = |text| bounded("note", text, 2, 4).unwrap_err().code;
        assert_eq!(code("  "), "text.empty");
        assert_eq!(code(" 榕 "), "text.too_short");
        assert_eq!(code("榕树榕树榕"), "text.too_long");
        assert_eq!(code("榕\t树"), "text.control");
        assert_eq!(code("榕\r树"), "text.control");
        assert_eq!(code("\u{200B} \u{FEFF}"), "text.empty");
        for nothing in ["\u{200D}\u{200D}", "\u{3164}\u{3164}", "\u{301}\u{301}\u{301}"] {
            assert_eq!(code(nothing), "text.empty");
        }
        assert_eq!(bounded("note", "\u{FEFF}榕\u{202E}树\u{200B}", 2, 4).unwrap(), "榕树");
        assert_eq!(bounded("note", "👨\u{200D}🌾", 2, 4).unwrap(), "👨\u{200D}🌾");
        assert_eq!(bounded("note", "榕\r\n树", 2, 4).unwrap(), "榕\n树");
        assert_eq!(bounded("note", "", 0, 4).unwrap(), "");
    }
}
