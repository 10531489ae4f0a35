//! How a character may be typed in Latin letters: every reading of it, its initial, and the spellings that people
//! who do not tell zh from z, n from ng, l from n or f from h use instead. It refuses tones.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyinMulti;

/// True readings of words and the usual reading of characters: `word,reading` with spaces between syllables.
const READINGS: &str = include_str!("../../../../data/search/readings.csv");

/// A syllable without tone, numbered in the order of text.
pub(crate) type Sound = u16;

/// How a typed stretch departs from the syllable or the character it stands for, as bits.
pub(crate) mod odd {
    /// Only the initial was typed.
    pub(crate) const INITIAL: u8 = 1;
    /// A spelling that sounds alike to many; with [`TYPO`], another character of the same sound.
    pub(crate) const SLOPPY: u8 = 2;
    /// One slip of the finger.
    pub(crate) const TYPO: u8 = 4;
    /// The syllable is not yet typed to its end.
    pub(crate) const PARTIAL: u8 = 8;
}

/// A syllable that a stretch of letters may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Heard {
    /// The syllable.
    pub sound: Sound,
    /// How many letters were taken.
    pub letters: u8,
    /// How it departs.
    pub odd: u8,
}

/// The readings of all characters that occur, and all spellings.
#[derive(Debug)]
pub(crate) struct Sounds {
    sounds: Vec<String>,
    readings: BTreeMap<char, Vec<Sound>>,
    words: Vec<(Vec<char>, Vec<Sound>)>,
    spellings: Vec<(String, Sound, u8)>,
}

/// The longest spelling.
const LONGEST_SPELLING: usize = 6;

impl Sounds {
    /// The sounds of the characters.
    pub(crate) fn new(chars: &BTreeSet<char>) -> Self {
        let table = READINGS.lines().skip(1).filter_map(|line| line.split_once(','));
        let table: Vec<(Vec<char>, Vec<&str>)> =
            table.map(|(word, reading)| (word.chars().collect(), reading.split(' ').collect())).collect();
        let usual: BTreeMap<char, &str> = table
            .iter()
            .filter_map(|(word, reading)| match (&word[..], &reading[..]) {
                ([c], [sound]) => Some((*c, *sound)),
                _ => None,
            })
            .collect();
        let mut read = BTreeMap::<char, Vec<String>>::new();
        for c in chars {
            let Some(multi) = c.to_pinyin_multi() else { continue };
            let mut all: Vec<String> = usual.get(c).map(|sound| (*sound).to_owned()).into_iter().collect();
            for reading in multi {
                let plain = reading.plain().replace('ü', "v").replace('ê', "e");
                if !all.contains(&plain) && plain.bytes().all(|byte| byte.is_ascii_lowercase()) {
                    all.push(plain);
                }
            }
            read.insert(*c, all);
        }
        let sounds: BTreeSet<&String> = read.values().flatten().collect();
        let sounds: Vec<String> = sounds.into_iter().cloned().collect();
        let number = |sound: &str| sounds.binary_search_by(|known| known.as_str().cmp(sound)).ok();
        let numbers = |all: &[String]| all.iter().filter_map(|s| number(s)).map(|n| n as Sound).collect();
        let readings = read.iter().map(|(c, all)| (*c, numbers(all))).collect();
        let mut words: Vec<(Vec<char>, Vec<Sound>)> = table
            .iter()
            .filter(|(word, reading)| word.len() > 1 && word.len() == reading.len())
            .filter_map(|(word, reading)| {
                let sounds: Option<Vec<_>> = reading.iter().map(|s| number(s).map(|n| n as Sound)).collect();
                Some((word.clone(), sounds?))
            })
            .collect();
        words.sort();
        let mut spellings = Vec::new();
        for (n, sound) in sounds.iter().enumerate() {
            spellings.extend(spelt(sound).into_iter().map(|(text, odd)| (text, n as Sound, odd)));
        }
        spellings.sort();
        Self { sounds, readings, words, spellings }
    }

    /// How many syllables there are.
    pub(crate) fn count(&self) -> usize {
        self.sounds.len()
    }

    /// The readings of a character, the usual one first.
    pub(crate) fn readings(&self, c: char) -> &[Sound] {
        self.readings.get(&c).map_or(&[], |all| all)
    }

    /// Which of the first 32 characters of a term are not read in their usual way, as bits.
    pub(crate) fn unusual(&self, term: &[char]) -> u32 {
        let mut unusual = 0_u32;
        for at in 0..term.len().min(32) {
            let from = self.words.partition_point(|(word, _)| word.first() < term.get(at));
            let begun = self.words[from..].iter().take_while(|(word, _)| word.first() == term.get(at));
            for (word, sounds) in begun.filter(|(word, _)| term[at..].starts_with(word)) {
                for (n, (c, sound)) in word.iter().zip(sounds).enumerate() {
                    let bit = 1_u32.checked_shl((at + n) as u32).unwrap_or(0);
                    let usual = self.readings(*c).first() == Some(sound);
                    unusual = if usual { unusual & !bit } else { unusual | bit };
                }
            }
        }
        unusual
    }

    /// A syllable.
    #[cfg(test)]
    pub(crate) fn text(&self, sound: Sound) -> &str {
        &self.sounds[usize::from(sound)]
    }

    /// The text in its usual readings; what has none stands as it is.
    #[cfg(test)]
    pub(crate) fn spell(&self, c: char) -> String {
        self.readings(c).first().map_or(c.to_string(), |sound| self.sounds[usize::from(*sound)].clone())
    }

    /// The syllables that the beginning of the letters may stand for, in order. With `partial`, also those that the
    /// letters to their end are only the beginning of.
    pub(crate) fn heard(&self, letters: &[u8], partial: bool) -> Vec<Heard> {
        let mut heard = Vec::new();
        let letters = std::str::from_utf8(letters).unwrap_or_default();
        let from = |text: &str| self.spellings.partition_point(|(spelt, ..)| spelt.as_str() < text);
        for length in 1..=letters.len().min(LONGEST_SPELLING) {
            let taken = &letters[..length];
            let same = self.spellings[from(taken)..].iter().take_while(|(spelt, ..)| spelt == taken);
            heard.extend(same.map(|(_, sound, odd)| Heard {
                sound: *sound,
                letters: length as u8,
                odd: *odd,
            }));
        }
        if partial && !letters.is_empty() && letters.len() < LONGEST_SPELLING {
            let longer = self.spellings[from(letters)..].iter().take_while(|s| s.0.starts_with(letters));
            heard.extend(longer.filter(|s| s.0.len() > letters.len()).map(|(_, sound, odd)| Heard {
                sound: *sound,
                letters: letters.len() as u8,
                odd: *odd | odd::PARTIAL,
            }));
        }
        heard.sort_unstable_by_key(|h| (h.sound, h.letters, h.odd & !odd::PARTIAL, h.odd));
        heard.dedup_by_key(|h| (h.sound, h.letters));
        heard
    }

    /// The syllables that the beginning of the letters may stand for by one slip of the finger.
    pub(crate) fn misheard(&self, letters: &[u8]) -> Vec<Heard> {
        let mut heard = Vec::new();
        for (number, sound) in self.sounds.iter().enumerate().filter(|(_, sound)| sound.len() > 1) {
            for length in sound.len() - 1..=(sound.len() + 1).min(letters.len()) {
                if one_slip(sound.as_bytes(), &letters[..length]) {
                    let heard_as = Heard { sound: number as Sound, letters: length as u8, odd: odd::TYPO };
                    heard.push(heard_as);
                }
            }
        }
        heard
    }
}

/// Whether one substitution, omission, insertion or transposition turns the one into the other.
pub(crate) fn one_slip<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 if same == short.len() => false,
        0 => {
            short[same + 1..] == long[same + 1..]
                || (same + 1 < short.len()
                    && short[same] == long[same + 1]
                    && short[same + 1] == long[same]
                    && short[same + 2..] == long[same + 2..])
        }
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

/// The ways to type a syllable.
fn spelt(sound: &str) -> BTreeMap<String, u8> {
    let mut all = BTreeMap::new();
    let mut add = |text: String, odd: u8| {
        let known = all.entry(text).or_insert(odd);
        *known = (*known).min(odd);
    };
    add(sound.to_owned(), 0);
    add(sound.chars().take(1).collect(), if sound.len() > 1 { odd::INITIAL } else { 0 });
    if sound.len() > 2 && ["zh", "ch", "sh"].iter().any(|two| sound.starts_with(two)) {
        add(sound.chars().take(2).collect(), odd::INITIAL);
    }
    let mut alike = vec![sound.to_owned()];
    for change in [initials as fn(&str) -> Vec<String>, labials, finals, rounded] {
        let more: Vec<String> = alike.iter().flat_map(|text| change(text)).collect();
        alike.extend(more);
    }
    for text in alike.into_iter().filter(|text| text.len() <= LONGEST_SPELLING) {
        add(text, odd::SLOPPY);
    }
    all
}

fn initials(text: &str) -> Vec<String> {
    let two = text.get(..2).unwrap_or_default();
    match (two, text.chars().next()) {
        ("zh" | "ch" | "sh", Some(first)) => vec![format!("{first}{}", &text[2..])],
        (_, Some(first @ ('z' | 'c' | 's'))) => vec![format!("{first}h{}", &text[1..])],
        (_, Some('l')) => vec![format!("n{}", &text[1..])],
        (_, Some('n')) if text.len() > 1 => vec![format!("l{}", &text[1..])],
        _ => Vec::new(),
    }
}

/// F as it is spoken in Fujian, and back.
fn labials(text: &str) -> Vec<String> {
    const PAIRS: [(&str, &str); 9] = [
        ("fa", "hua"),
        ("fan", "huan"),
        ("fang", "huang"),
        ("fei", "hui"),
        ("fen", "hun"),
        ("feng", "hong"),
        ("fo", "huo"),
        ("fou", "hou"),
        ("fu", "hu"),
    ];
    let other = |(f, h): &(&str, &str)| match text {
        _ if text == *f => Some((*h).to_owned()),
        _ if text == *h => Some((*f).to_owned()),
        _ => None,
    };
    PAIRS.iter().filter_map(other).collect()
}

fn finals(text: &str) -> Vec<String> {
    if let Some(short) = text.strip_suffix('g').filter(|t| ["an", "en", "in"].iter().any(|n| t.ends_with(n)))
    {
        return vec![short.to_owned()];
    }
    if ["an", "en", "in"].iter().any(|n| text.ends_with(n)) { vec![format!("{text}g")] } else { Vec::new() }
}

fn rounded(text: &str) -> Vec<String> {
    if text.contains('v') { vec![text.replace('v', "u"), text.replace('v', "yu")] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds() -> Sounds {
        Sounds::new(&"长乐空调清洗绿福厦门重庆店家".chars().collect())
    }

    #[test]
    fn a_character_has_every_reading_the_usual_first() {
        let sounds = sounds();
        let named = |c| -> Vec<&str> {
            sounds.readings(c).iter().map(|n| sounds.sounds[usize::from(*n)].as_str()).collect()
        };
        assert_eq!(named('长'), ["chang", "zhang"]);
        assert_eq!(named('绿')[0], "lv");
        assert_eq!((sounds.spell('厦'), sounds.spell('x')), ("xia".to_owned(), "x".to_owned()));
    }

    #[test]
    fn words_say_which_reading_is_true() {
        let sounds = sounds();
        let term = |text: &str| sounds.unusual(&text.chars().collect::<Vec<_>>());
        assert_eq!((term("长乐"), term("店长"), term("重庆"), term("长")), (0, 0b10, 0b1, 0));
    }

    #[test]
    fn spellings_that_sound_alike() {
        for (sound, typed) in [
            ("zhang", "zan"),
            ("qing", "qin"),
            ("lan", "nan"),
            ("fu", "hu"),
            ("hui", "fei"),
            ("lv", "lu"),
            ("shi", "si"),
            ("cong", "chong"),
        ] {
            assert_eq!(spelt(sound).get(typed), Some(&odd::SLOPPY), "{sound} {typed}");
        }
        assert_eq!(spelt("zhang").get("zh"), Some(&odd::INITIAL));
        assert_eq!(spelt("a").get("a"), Some(&0));
        assert_eq!(spelt("tiao").get("diao"), None);
    }

    #[test]
    fn one_slip_is_exactly_one() {
        for (a, b, one) in [
            ("kong", "kogn", true),
            ("kong", "kon", true),
            ("kong", "koong", true),
            ("kong", "kang", true),
            ("kong", "kong", false),
            ("kong", "ko", false),
            ("kong", "gnok", false),
            ("ab", "ba", true),
            ("", "a", true),
            ("", "", false),
        ] {
            assert_eq!(one_slip(a.as_bytes(), b.as_bytes()), one, "{a} {b}");
            assert_eq!(one_slip(b.as_bytes(), a.as_bytes()), one, "{b} {a}");
        }
    }
}
