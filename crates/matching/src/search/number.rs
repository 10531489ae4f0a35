//! Amounts as people write them: `25`, `5,000`, `1.5千`, `8k`, `1万2`, `两百`, `二百五`, `三千五`. It refuses anything
//! above nine digits and more than two decimals.

/// An amount read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Hundredths.
    pub cents: i64,
    /// The character after it.
    pub end: usize,
    /// Whether it names a hundred, thousand or ten thousand.
    pub scaled: bool,
}

/// Whether the text goes on with the word.
pub(crate) fn says(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Reads the amount that begins at a character.
pub(crate) fn number(text: &[char], at: usize) -> Option<Number> {
    match text.get(at)? {
        c if c.is_ascii_digit() => digits(text, at),
        _ => characters(text, at),
    }
}

fn digits(text: &[char], at: usize) -> Option<Number> {
    let digit = |at: usize| text.get(at).and_then(|c| c.to_digit(10)).map(i64::from);
    let (mut value, mut end) = (0_i64, at);
    while let Some(next) = digit(end) {
        if end - at == 9 {
            return None;
        }
        value = value * 10 + next;
        end += 1;
        let grouped = text.get(end) == Some(&',')
            && (1..=3).all(|n| digit(end + n).is_some())
            && digit(end + 4).is_none();
        if grouped {
            end += 1;
        }
    }
    let mut cents = value * 100;
    if text.get(end) == Some(&'.') && digit(end + 1).is_some() {
        cents += digit(end + 1)? * 10 + digit(end + 2).unwrap_or(0);
        end += if digit(end + 2).is_some() { 3 } else { 2 };
        if digit(end).is_some() {
            return None;
        }
    }
    let scale = match text.get(end) {
        Some('k' | '千') => 1_000,
        Some('w' | '万') => 10_000,
        Some('百') => 100,
        _ => return Some(Number { cents, end, scaled: false }),
    };
    // A letter that goes on is a word, not a scale.
    if text.get(end).is_some_and(char::is_ascii) && text.get(end + 1).is_some_and(char::is_ascii_alphabetic) {
        return Some(Number { cents, end, scaled: false });
    }
    end += 1;
    cents *= scale;
    let low = digit(end).or_else(|| text.get(end).and_then(|c| value_of(*c)));
    if let Some(low) = low.filter(|_| digit(end + 1).is_none() && !begins_unit(text, end)) {
        cents += low * scale * 10;
        end += 1;
    }
    Some(Number { cents, end, scaled: true })
}

fn value_of(c: char) -> Option<i64> {
    "零一二三四五六七八九".chars().position(|known| known == c).map(|n| n as i64).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn scale_of(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

/// Whether the one at a character is that of "one hour", not the last digit of an amount.
fn begins_unit(text: &[char], at: usize) -> bool {
    text.get(at) == Some(&'一')
        && ["小时", "个", "天", "日", "月"].iter().any(|unit| says(text, at + 1, unit))
}

fn characters(text: &[char], at: usize) -> Option<Number> {
    let (mut total, mut section, mut digit, mut last, mut scaled) = (0_i64, 0_i64, None, 1_i64, false);
    let mut end = at;
    while let Some(c) = text.get(end) {
        if let Some(value) = value_of(*c) {
            if digit.is_some() || (end > at && begins_unit(text, end)) {
                break;
            }
            // A zero only keeps a place.
            (digit, last) = if value == 0 { (None, 1) } else { (Some(value), last) };
        } else if let Some(scale) = scale_of(*c) {
            scaled |= scale > 10;
            if scale == 10_000 {
                total += (section + digit.unwrap_or(0)) * scale;
                section = 0;
            } else {
                section += digit.unwrap_or(1) * scale;
            }
            (digit, last) = (None, scale);
        } else {
            break;
        }
        end += 1;
        if end - at > 9 {
            return None;
        }
    }
    if end == at {
        return None;
    }
    // After a hundred a last digit counts tens, after a thousand hundreds.
    let low = digit.unwrap_or(0) * if last > 10 { last / 10 } else { 1 };
    let value = total + section + low;
    (value > 0).then_some(Number { cents: value * 100, end, scaled })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(i64, usize)> {
        let chars: Vec<char> = text.chars().collect();
        number(&chars, 0).map(|n| (n.cents, n.end))
    }

    #[test]
    fn amounts() {
        for (text, yuan, end) in [
            ("25", 25.0, 2),
            ("5,000元", 5000.0, 5),
            ("1.5千", 1500.0, 4),
            ("5k", 5000.0, 2),
            ("1w2", 12000.0, 3),
            ("1万2", 12000.0, 3),
            ("18.5元", 18.5, 4),
            ("两百", 200.0, 2),
            ("二百五", 250.0, 3),
            ("三千五", 3500.0, 3),
            ("一百五十", 150.0, 4),
            ("一万二", 12000.0, 3),
            ("一千零五", 1005.0, 4),
            ("十五", 15.0, 2),
            ("二十", 20.0, 2),
            ("二百一天", 200.0, 2),
            ("8千一个月", 8000.0, 2),
            ("三十一小时", 30.0, 2),
            ("5kg", 5.0, 1),
        ] {
            assert_eq!(read(text), Some(((yuan * 100.0) as i64, end)), "{text}");
        }
        for text in ["", "零", "1234567890", "1.234", "元", "百度"] {
            assert!(read(text).is_none_or(|(cents, _)| text == "百度" && cents == 10_000), "{text}");
        }
    }

    proptest! {
        #[test]
        fn digits_are_what_they_say(yuan in 0_i64..1_000_000_000) {
            prop_assert_eq!(read(&yuan.to_string()).map(|n| n.0), Some(yuan * 100));
        }

        #[test]
        fn nothing_makes_it_fail(text in "[0-9,.kw千万百十一二两零〇五小时天]{0,30}") {
            if let Some((cents, end)) = read(&text) {
                prop_assert!(cents >= 0 && end <= text.chars().count());
            }
        }
    }
}
