//! What a title is read as: hashed runs of characters of its parts, their beginnings and ends, and what stands after
//! the word for hiring. It refuses to read beyond [`LONGEST`] characters and keeps no text, only hashes.

/// How many characters of a title are read.
pub(crate) const LONGEST: usize = 240;

/// A sign of a title. A Latin word is one sign, any number another.
#[derive(Clone, Debug, PartialEq)]
enum Sign {
    Letter(char),
    Word(String),
    Number,
}

/// A part of a title between marks, and whether it stands in brackets.
type Part = (Vec<Sign>, bool);

/// How much is read from a title: the values of runs of one to four signs, of two signs with one or two between them, and
/// of any two signs, wherever they stand.
pub(crate) struct Reading {
    runs: [f32; 4],
    apart: f32,
    pairs: f32,
}

/// What the log-linear classifier reads.
pub(crate) const NARROW: Reading = Reading { runs: [0.7, 1.0, 1.0, 0.8], apart: 0.0, pairs: 0.0 };
/// What the ridge regression reads.
pub(crate) const WIDE: Reading = Reading { runs: [1.0, 1.0, 0.8, 0.5], apart: 0.5, pairs: 0.6 };

/// How many different signs are paired.
const PAIRED: usize = 14;
const START: f32 = 1.0;
const IN_BRACKETS: f32 = 0.6;
const HIRED: f32 = 0.7;

fn folded(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        _ => c,
    };
    c.to_ascii_lowercase()
}

/// A Latin run as a sign; none for a reference number such as `j10728`.
fn latin(run: &str) -> Option<Sign> {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let letters = run.chars().filter(char::is_ascii_alphabetic).count();
    if digits == 0 {
        Some(Sign::Word(run.to_owned()))
    } else if letters > 0 && digits >= 3 && run.starts_with(|c: char| c.is_ascii_alphabetic()) {
        None
    } else if letters > 0 && digits <= 2 && !run.ends_with(['k', 'w', 'h']) {
        Some(Sign::Word(run.to_owned()))
    } else {
        Some(Sign::Number)
    }
}

fn parts(title: &str) -> Vec<Part> {
    let (mut parts, mut part, mut depth) = (Vec::new(), Vec::new(), 0_u32);
    let mut signs = title.chars().take(LONGEST).map(folded).peekable();
    while let Some(c) = signs.next() {
        if c.is_ascii_alphanumeric() {
            let mut run = String::from(c);
            while let Some(next) = signs.next_if(char::is_ascii_alphanumeric) {
                run.push(next);
            }
            if let Some(sign) = latin(&run)
                && !(sign == Sign::Number && part.last() == Some(&Sign::Number))
            {
                part.push(sign);
            }
        } else if c.is_alphanumeric() {
            part.push(Sign::Letter(c));
        } else {
            if !part.is_empty() {
                parts.push((std::mem::take(&mut part), depth > 0));
            }
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    if !part.is_empty() {
        parts.push((part, depth > 0));
    }
    parts
}

/// FNV-1a over the kind of feature and its signs, mixed down to 32 bits.
fn hash(kind: u32, signs: &[Sign]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |value: u32| hash = (hash ^ u64::from(value)).wrapping_mul(0x0100_0000_01b3);
    eat(0x0100_0000 + kind);
    for sign in signs {
        match sign {
            Sign::Letter(c) => eat(*c as u32),
            Sign::Number => eat(0x0200_0000),
            Sign::Word(word) => {
                eat(0x0300_0000);
                word.chars().for_each(|c| eat(c as u32));
            }
        }
    }
    let mixed = (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ mixed >> 32) as u32
}

/// What follows the last word for hiring in a part.
fn hired(part: &[Sign]) -> Option<&[Sign]> {
    let word = [Sign::Letter('招'), Sign::Letter('聘')];
    let at = part.windows(2).rposition(|pair| pair == word)?;
    part.get(at + 2..).filter(|rest| !rest.is_empty())
}

/// The pairs of different signs outside brackets; of a hiring title only of what is hired.
fn pairs(parts: &[Part]) -> Vec<u32> {
    let open = parts.iter().filter(|(_, bracketed)| !bracketed);
    let mut signs = Vec::<&Sign>::new();
    for sign in open.flat_map(|(part, _)| hired(part).unwrap_or(part)) {
        if signs.len() < PAIRED && !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    let mut hashes = signs.into_iter().map(|sign| hash(50, std::slice::from_ref(sign))).collect::<Vec<_>>();
    hashes.sort_unstable();
    let mut pairs = Vec::new();
    for (at, a) in hashes.iter().enumerate() {
        let first = a.wrapping_mul(0x9e37_79b1).rotate_left(15);
        pairs.extend(hashes.iter().skip(at + 1).map(|b| first ^ b));
    }
    pairs
}

/// The features of a title with their values, by hash, each once; the sum of their squares is 1.
pub(crate) fn features(title: &str, reading: &Reading) -> Vec<(u32, f32)> {
    let mut all = Vec::<(u32, f32)>::new();
    let parts = parts(title);
    if reading.pairs > 0.0 {
        all.extend(pairs(&parts).into_iter().map(|hash| (hash, reading.pairs)));
    }
    for (part, bracketed) in &parts {
        let share = if *bracketed { IN_BRACKETS } else { 1.0 };
        let mut add = |kind: u32, signs: &[Sign], value: f32| all.push((hash(kind, signs), value * share));
        for (length, value) in (1..).zip(reading.runs) {
            part.windows(length).for_each(|run| add(length as u32, run, value));
        }
        if reading.apart > 0.0 {
            for run in part.windows(3).chain(part.windows(4)) {
                let [first, .., last] = run else { continue };
                add(38 + run.len() as u32, &[first.clone(), last.clone()], reading.apart);
            }
        }
        for length in 1..=part.len().min(3) {
            add(10, part.get(..length).unwrap_or_default(), START);
            add(11, part.get(part.len() - length..).unwrap_or_default(), 1.0);
        }
        add(12, part, 1.0);
        if let Some(rest) = hired(part) {
            add(13, &[], HIRED);
            for length in 1..=2 {
                rest.windows(length).for_each(|run| add(20 + length as u32, run, 1.0));
            }
            for length in 1..=rest.len().min(3) {
                add(30, rest.get(rest.len() - length..).unwrap_or_default(), 1.0);
            }
            add(31, rest, 1.0);
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    all.dedup_by_key(|feature| feature.0);
    let length = all.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    all.iter_mut().for_each(|(_, value)| *value /= length);
    all
}

/// The runs of one to three signs of a text, by hash, each once; of a hiring title only what is hired.
pub(crate) fn runs(text: &str) -> Vec<u32> {
    let mut all = Vec::new();
    for (part, _) in &parts(text) {
        let part = hired(part).unwrap_or(part);
        for length in 1..=3 {
            for run in part.windows(length).filter(|run| run.iter().any(|sign| *sign != Sign::Number)) {
                all.push(hash(length as u32, run));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The parts outside brackets, of all parts where none is outside.
fn open(parts: Vec<Part>) -> Vec<Vec<Sign>> {
    let some = parts.iter().any(|(_, bracketed)| !bracketed);
    parts.into_iter().filter(|(_, bracketed)| !(some && *bracketed)).map(|(part, _)| part).collect()
}

/// The signs of a text outside brackets, by hash, each once; of a hiring title only those of what is hired.
pub(crate) fn signs(text: &str) -> Vec<u32> {
    let open = open(parts(text));
    let signs = open.iter().flat_map(|part| hired(part).unwrap_or(part));
    let mut all = signs.map(|sign| hash(1, std::slice::from_ref(sign))).collect::<Vec<_>>();
    all.sort_unstable();
    all.dedup();
    all
}

/// The last one, two and three signs of the last part outside brackets, by hash; fewer of a shorter part.
pub(crate) fn ends(text: &str) -> Vec<u32> {
    let last = open(parts(text)).pop().unwrap_or_default();
    let end = |length: usize| hash(11, last.get(last.len() - length..).unwrap_or_default());
    (1..=last.len().min(3)).map(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(title: &str) -> Vec<(u32, f32)> {
        super::features(title, &WIDE)
    }

    #[test]
    fn width_case_marks_and_reference_numbers_do_not_matter() {
        assert_eq!(features("ＣＮＣ操机（J10728）"), features("cnc操机"));
        assert_eq!(features("保洁 / 保安"), features("保洁，保安"));
        assert_ne!(features("保洁保安"), features("保安保洁"));
        assert_eq!(features("月薪8000"), features("月薪12000"));
    }

    #[test]
    fn nothing_gives_nothing_and_only_the_beginning_is_read() {
        assert_eq!(features(" ，！"), []);
        let long = "工".repeat(LONGEST);
        assert_eq!(features(&format!("{long}保安")), features(&long));
        assert_eq!(runs(&format!("{long}保安")), runs(&long));
    }

    #[test]
    fn what_is_hired_is_what_follows_the_last_word_for_hiring() {
        assert_eq!(runs("某店招聘洗碗工"), runs("洗碗工"));
        assert!(!runs("招聘").is_empty());
        assert_eq!(features("洗碗工").iter().filter(|(_, v)| !v.is_finite() || *v <= 0.0).count(), 0);
    }

    #[test]
    fn pairs_do_not_mind_the_order_and_stop_at_a_limit() {
        assert_eq!(pairs(&parts("洗碗工")), pairs(&parts("工碗洗洗")));
        assert_eq!(pairs(&parts("某店招聘洗碗工（日结）")), pairs(&parts("洗碗工")));
        let long = "天地玄黄宇宙洪荒日月盈昃辰宿列张";
        assert_eq!(pairs(&parts(long)).len(), PAIRED * (PAIRED - 1) / 2);
        let narrow = super::features("洗碗工", &NARROW);
        assert!(narrow.len() < features("洗碗工").len());
    }

    #[test]
    fn signs_and_ends_are_those_outside_brackets() {
        assert_eq!(signs("某店招聘洗碗工（日结）"), signs("工洗碗"));
        assert_eq!(signs("（日结）"), signs("日结"));
        assert_eq!(ends("日结 洗碗工（两名）"), ends("洗碗工"));
        assert_eq!((ends("碗工").len(), ends("洗碗工").len(), ends("").len()), (2, 3, 0));
        assert_eq!(ends("电工")[0], ends("洗碗工")[0]);
    }
}
