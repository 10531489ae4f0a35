//! Names of people. They show themselves only masked and refuse to be serialized.

use std::fmt;
use std::str::FromStr;

use crate::text::bounded;
use crate::{Error, Result};

/// Hides all of a name but its first and last character; of two characters the last, of one all.
pub fn mask_name(name: &str) -> String {
    let count = name.chars().count();
    let shown = |at: usize| count > 1 && (at == 0 || (count > 2 && at + 1 == count));
    name.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

/// The name of a person: trimmed, 1–60 characters, no control characters. `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// The name in clear. For encrypting and for those who may see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as anybody may see it: `林*英`.
    pub fn masked(&self) -> String {
        mask_name(&self.0)
    }
}

impl FromStr for PersonName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let name = bounded("name", &text.replace('\u{200D}', ""), 1, 60)?;
        if name.contains('\n') {
            return Err(Error::invalid("text.control").field("name"));
        }
        Ok(Self(name))
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_middle_never_shows(name in "\\PC{1,60}") {
            let (masked, count) = (mask_name(&name), name.chars().count());
            prop_assert_eq!(masked.chars().count(), count);
            let hidden = masked.chars().zip(name.chars()).enumerate().all(|(at, (mask, real))| {
                mask == '*' || (mask == real && count > 1 && (at == 0 || (at + 1 == count && count > 2)))
            });
            prop_assert!(hidden);
        }

        #[test]
        fn debug_is_masked(name in "[\u{4e00}-\u{9fff}]{2,8}") {
            let parsed: PersonName = name.parse().unwrap();
            let shown = format!("{parsed:?}");
            prop_assert!(!shown.contains(&name));
            prop_assert_eq!(shown, format!("PersonName({})", parsed.masked()));
        }
    }

    #[test]
    fn masks() {
        let shown = ["林秀英", "林秀", "林", "", "欧阳修文", "Anna"].map(mask_name);
        assert_eq!(shown, ["林*英", "林*", "*", "", "欧**文", "A**a"]);
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(" 林秀英\u{3000}".parse::<PersonName>().unwrap().as_str(), "林秀英");
        let code = |text: &str| text.parse::<PersonName>().unwrap_err().code;
        assert_eq!(code(" "), "text.empty");
        assert_eq!(code(&"林".repeat(61)), "text.too_long");
        assert_eq!(code("林\n英"), "text.control");
        assert_eq!(code("林\u{7}英"), "text.control");
    }
}
