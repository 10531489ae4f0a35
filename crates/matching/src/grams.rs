//! Runs of one to three characters that a text shares with the descriptions of occupations, the rarer the more
//! telling. It refuses digits alone and never cuts a Latin word.

use crate::Occupation;

/// A run packed into a number, so that lists of them sort fast.
type Gram = u64;

/// In which of an occupation's texts a run stands.
const IN_TASKS: u8 = 1;
const IN_NAMES: u8 = 3;

/// What a text shares with one occupation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shared {
    /// The share of the text, by weight.
    pub permille: u32,
    /// Whether it is more than chance.
    pub telling: bool,
}

/// The runs of all occupations: for each the occupations it stands in and where.
#[derive(Debug)]
pub(crate) struct Grams {
    count: usize,
    grams: Vec<Gram>,
    ends: Vec<u32>,
    places: Vec<(u16, u8)>,
}

impl Grams {
    /// An index of the occupations, numbered in their order.
    pub(crate) fn new(leaves: &[&Occupation]) -> Self {
        let mut all = Vec::<(Gram, u16, u8)>::new();
        for (number, leaf) in leaves.iter().enumerate() {
            let mut add = |text: &str, place| {
                each_gram(&clean(text, usize::MAX), |gram, _| all.push((gram, number as u16, place)));
            };
            add(&leaf.name, IN_NAMES);
            leaf.aliases.iter().for_each(|alias| add(alias, IN_NAMES));
            add(&leaf.definition, IN_TASKS);
            add(&leaf.tasks, IN_TASKS);
        }
        all.sort_unstable_by_key(|(gram, number, place)| (*gram, *number, u8::MAX - *place));
        all.dedup_by_key(|(gram, number, _)| (*gram, *number));
        let (mut grams, mut ends) = (Vec::new(), Vec::new());
        for (at, (gram, ..)) in all.iter().enumerate() {
            if grams.last() != Some(gram) {
                grams.push(*gram);
                ends.push(0);
            }
            if let Some(end) = ends.last_mut() {
                *end = at as u32 + 1;
            }
        }
        let places = all.into_iter().map(|(_, number, place)| (number, place)).collect();
        Self { count: leaves.len(), grams, ends, places }
    }

    fn places(&self, gram: Gram) -> &[(u16, u8)] {
        match self.grams.binary_search(&gram) {
            Ok(at) => {
                let start = if at == 0 { 0 } else { self.ends[at - 1] };
                &self.places[start as usize..self.ends[at] as usize]
            }
            Err(_) => &[],
        }
    }

    /// For each occupation, what it shares with a clean text.
    pub(crate) fn shared(&self, text: &[char]) -> Vec<Shared> {
        let mut runs = Vec::<(Gram, usize)>::new();
        each_gram(text, |gram, length| runs.push((gram, length)));
        runs.sort_unstable();
        runs.dedup();
        let mut sums = vec![(0_u32, 0_u32); self.count];
        let mut total = 0;
        for (gram, length) in runs {
            let places = self.places(gram);
            let rare = self.rarity(places.len());
            let weight = rare * [1, 4, 6][length - 1];
            total += weight * u32::from(IN_NAMES);
            for (number, place) in places {
                let sum = &mut sums[usize::from(*number)];
                sum.0 += weight * u32::from(*place);
                if length > 1 {
                    sum.1 += weight * u32::from(*place);
                }
            }
        }
        let share = |part: u32| (u64::from(part) * 1000 / u64::from(total.max(1))) as u32;
        sums.into_iter()
            .map(|(all, runs)| Shared { permille: share(all), telling: share(runs) >= ENOUGH })
            .collect()
    }

    /// How telling a run is, in hundredths: the logarithm of how few occupations have it.
    fn rarity(&self, places: usize) -> u32 {
        let ratio = (self.count + 1) as f64 / places.max(1) as f64;
        (ratio.ln() * 100.0).round() as u32
    }
}

/// The share of runs of two and more characters below which likeness is taken for chance, in thousandths.
const ENOUGH: u32 = 100;

/// The first characters of a text in lower case, full-width forms folded, everything that is neither letter nor digit
/// turned into single spaces.
pub(crate) fn clean(text: &str, longest: usize) -> Vec<char> {
    let mut out = Vec::new();
    for c in text.chars().take(longest) {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        };
        if c.is_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if out.last().is_some_and(|last| *last != ' ') {
            out.push(' ');
        }
    }
    if out.last() == Some(&' ') {
        out.pop();
    }
    out
}

/// Calls with each run and its length. A Latin word is one run and counts as two characters, a letter as one.
fn each_gram(text: &[char], mut call: impl FnMut(Gram, usize)) {
    for stretch in text.chunk_by(|a, b| kind(*a) == kind(*b)) {
        match kind(stretch[0]) {
            Kind::Latin if stretch.iter().any(|c| c.is_ascii_alphabetic()) => {
                call(latin(stretch), stretch.len().min(2))
            }
            Kind::Other => {
                for length in 1..=3 {
                    stretch.windows(length).for_each(|run| call(packed(run), length));
                }
            }
            _ => {}
        }
    }
}

#[derive(PartialEq)]
enum Kind {
    Space,
    Latin,
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        ' ' => Kind::Space,
        _ if c.is_ascii() => Kind::Latin,
        _ => Kind::Other,
    }
}

fn packed(run: &[char]) -> Gram {
    run.iter().fold(0, |gram, c| gram << 21 | Gram::from(*c as u32))
}

/// FNV-1a with the top bit set, which packed runs never have.
fn latin(word: &[char]) -> Gram {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325, |hash: Gram, c| {
        (hash ^ Gram::from(*c as u32)).wrapping_mul(0x0100_0000_01b3)
    });
    hash | 1 << 63
}
