//! Words of a person with what would lead to them covered: their own name, phones, numbers, addresses of mail. It cannot
//! know a nickname or the name of a shop; `docs/resume.md` says so.

/// What stands for what is covered.
const COVER: &str = "•••";
/// So many digits in one piece are a number of something.
const LONG: usize = 7;

/// The text with the names and every number by which somebody could be reached covered.
pub fn veil(text: &str, names: &[&str]) -> String {
    let mut text = numbers(&mails(text));
    for name in names.iter().filter(|name| name.chars().count() > 1) {
        text = text.replace(name, COVER);
    }
    text
}

/// Tokens with an at sign.
fn mails(text: &str) -> String {
    if !text.contains(['@', '＠']) {
        return text.to_owned();
    }
    let part = |c: char| c.is_ascii_alphanumeric() || "@＠._-+".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(part) {
        let (before, from) = rest.split_at(start);
        let (token, after) = from.split_at(from.find(|c| !part(c)).unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(if token.contains(['@', '＠']) { COVER } else { token });
        rest = after;
    }
    out + rest
}

/// A digit as people write it, also in full width or Chinese.
fn digit(c: char) -> Option<u8> {
    const HAN: [char; 11] = [
        '\u{3007}', '\u{4E00}', '\u{4E8C}', '\u{4E09}', '\u{56DB}', '\u{4E94}', '\u{516D}', '\u{4E03}',
        '\u{516B}', '\u{4E5D}', '\u{96F6}',
    ];
    let wide = u32::from(c).wrapping_sub(0xFF10);
    let plain = c.to_digit(10).or((wide < 10).then_some(wide)).and_then(|d| u8::try_from(d).ok());
    plain.or_else(|| HAN.iter().position(|han| *han == c).and_then(|at| u8::try_from(at % 10).ok()))
}

/// A piece of digits: where it is, and the digits.
struct Piece {
    from: usize,
    to: usize,
    digits: String,
}

fn numbers(text: &str) -> String {
    let mut covered: Vec<(usize, usize)> = Vec::new();
    for group in groups(text) {
        for first in 0..group.len() {
            let mut digits = String::new();
            // A mobile number in pieces of three, four and four, whatever digits stand before and behind it.
            let start = group[first].digits.len().saturating_sub(3);
            let mut spelled = String::new();
            for piece in &group[first..] {
                digits.push_str(&piece.digits);
                spelled.push_str(if spelled.is_empty() { &piece.digits[start..] } else { &piece.digits });
                if digits.len() > 15 && piece.digits.len() < LONG {
                    break;
                }
                if piece.digits.len() >= LONG || reaches(&digits) || spelled.get(..11).is_some_and(mobile) {
                    covered.push((group[first].from, piece.to));
                }
            }
        }
    }
    covered.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to) in covered {
        if to <= at {
            continue;
        }
        if from >= at {
            out.push_str(&text[at..from]);
            out.push_str(COVER);
        }
        at = to;
    }
    out + &text[at..]
}

/// Whether eleven digits are a mobile number.
fn mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.starts_with('1')
        && digits.as_bytes().get(1).is_some_and(|second| *second >= b'3')
}

/// Whether digits that were written in pieces are a number one can call.
fn reaches(digits: &str) -> bool {
    let abroad = digits.strip_prefix("86").or(digits.strip_prefix("0086")).is_some_and(mobile);
    let fixed = digits.starts_with('0') && (10..=12).contains(&digits.len());
    mobile(digits) || abroad || fixed
}

/// Pieces of digits that stand together, with no more than blanks and strokes between them.
fn groups(text: &str) -> Vec<Vec<Piece>> {
    let joins = |c: char| {
        matches!(
            c,
            ' ' | '-' | '.' | '·' | '_' | '/' | '*' | '(' | ')' | '（' | '）' | '\u{2013}' | '\u{2014}'
        )
    };
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    let (mut open, mut inside) = (false, false);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match digit(c) {
            Some(digit) => {
                if !open {
                    groups.push(Vec::new());
                }
                if let Some(group) = groups.last_mut() {
                    match group.last_mut().filter(|_| inside) {
                        Some(piece) => {
                            piece.to = end;
                            piece.digits.push(char::from(b'0' + digit));
                        }
                        None => group.push(Piece {
                            from: at,
                            to: end,
                            digits: char::from(b'0' + digit).to_string(),
                        }),
                    }
                }
                (open, inside) = (true, true);
            }
            None => {
                inside = false;
                open &= joins(c);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_leads_to_somebody_is_covered_and_dates_are_not() {
        for text in [
            "13800000001",
            "138 0000 0001",
            "138-0000-0001",
            "1 3 8 0 0 0 0 0 0 0 1",
            "+86 138 0000 0001",
            "１３８００００００01",
            "一三八零零零零零零零一",
            "0591-87654321",
            "(0591) 8765 4321",
            "350102199103170422",
            "35010219910317042X",
            "QQ 87654321",
            "lin.xiu@example.com",
            "lin＠example.com",
            "2020 138 0000 0001",
        ] {
            let seen = veil(&format!("有事找我{text}，谢谢"), &[]);
            assert!(seen.contains(COVER), "{text}: {seen}");
            let left = seen.chars().filter(|c| digit(*c).is_some()).count();
            assert!(left <= 4 && !seen.contains('@') && !seen.contains('＠'), "{text}: {seen}");
            assert!(seen.starts_with("有事找我") && seen.ends_with("，谢谢"), "{seen}");
        }
        for text in [
            "2019-2021",
            "2019.05-2021.08",
            "1998.09-2001.07",
            "2019年5月",
            "8 桌，每桌 10 人",
            "会 380V 和 220V",
            "月薪 4500-6000",
            "三年",
        ] {
            assert_eq!(veil(text, &[]), text);
        }
        assert_eq!(veil("我叫林秀英，大家叫我秀英", &["林秀英", "秀英", "林"]), "我叫•••，大家叫我•••");
    }

    proptest! {
        #[test]
        fn a_phone_never_comes_through(before in "\\PC{0,20}", after in "\\PC{0,20}", tail in "[3-9][0-9]{9}", gap in "[ -]?") {
            let phone = format!("1{tail}");
            let spelled = format!("{}{gap}{}{gap}{}", &phone[..3], &phone[3..7], &phone[7..]);
            let seen = veil(&format!("{before}{spelled}{after}"), &[]);
            let digits: String = seen.chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
            prop_assert!(!digits.contains(&phone), "{seen}");
        }

        #[test]
        fn nothing_but_numbers_mails_and_names_goes(text in "[\u{4e10}-\u{4e7f}a-z，。\n]{0,200}") {
            prop_assert_eq!(veil(&text, &[]), text);
        }
    }
}
