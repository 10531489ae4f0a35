//! A typed text led through the tree of terms: characters as they are, Latin letters by sound, and at most one slip.
//! It refuses to look at more than [`NODES`] nodes, so that no input can make it slow.

use super::sound::{Heard, Sounds, odd};
use super::trie::{NodeId, ROOT, Trie};

/// How many nodes the walks over one text look at.
const NODES: usize = 200_000;

/// What a walk may forgive.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Leave {
    /// Initials and spellings that sound alike.
    pub loose: bool,
    /// One slip, in letters or in characters.
    pub slip: bool,
}

/// Where a walk has come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// The node.
    pub node: NodeId,
    /// How many characters of the terms were passed.
    pub depth: u16,
    /// Up to where the text was read.
    pub at: u16,
    /// How the text departs from the term, see [`odd`].
    pub odd: u8,
    /// Which characters were heard in another than their usual reading, as bits.
    pub unusual: u32,
    /// Which characters were read by sound, as bits.
    pub heard: u32,
}

/// A text to be led through the tree, with what its letters may sound like.
pub(crate) struct Walk<'a> {
    trie: &'a Trie,
    sounds: &'a Sounds,
    text: &'a [char],
    heard: Vec<[Option<Vec<Heard>>; 2]>,
    letters: Vec<u8>,
    partial: bool,
    left: usize,
}

impl<'a> Walk<'a> {
    /// A walk over a folded text, whose last syllable may be unfinished if `partial`.
    pub(crate) fn new(trie: &'a Trie, sounds: &'a Sounds, text: &'a [char], partial: bool) -> Self {
        let letters = text.iter().map(|c| if c.is_ascii_lowercase() { *c as u8 } else { b' ' }).collect();
        Self { trie, sounds, text, heard: vec![[None, None]; text.len()], letters, partial, left: NODES }
    }

    /// The walk, looking at no more nodes than this.
    pub(crate) fn within(mut self, nodes: usize) -> Self {
        self.left = nodes;
        self
    }

    /// Leads the text from a character on and calls at every node, until the call says that it is enough of that path.
    pub(crate) fn run(&mut self, from: usize, leave: Leave, mut call: impl FnMut(Step) -> bool) {
        let start = Step { node: ROOT, depth: 0, at: from as u16, odd: 0, unusual: 0, heard: 0 };
        let mut open = vec![start];
        let mut next = Vec::new();
        while let Some(step) = open.pop() {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            if (step.node != ROOT && !call(step)) || step.odd & odd::PARTIAL != 0 {
                continue;
            }
            next.clear();
            self.onward(step, leave, &mut next);
            open.append(&mut next);
        }
    }

    fn onward(&mut self, step: Step, leave: Leave, next: &mut Vec<Step>) {
        let at = usize::from(step.at);
        let Some(&c) = self.text.get(at) else {
            return;
        };
        let slip = leave.slip && step.odd & odd::TYPO == 0;
        if slip && !c.is_ascii() {
            self.slipped(step, c, next);
        }
        if c.is_ascii_lowercase() {
            self.by_sound(step, leave, slip, next);
        }
        if let Some(child) = self.trie.child(step.node, c) {
            next.push(Step { node: child, depth: step.depth + 1, at: step.at + 1, ..step });
        }
    }

    /// A wrong, a missing, a further or a transposed character.
    fn slipped(&mut self, step: Step, c: char, next: &mut Vec<Step>) {
        let odd = step.odd | odd::TYPO;
        let following = self.text.get(usize::from(step.at) + 1);
        if step.depth > 0 {
            next.push(Step { at: step.at + 1, odd, ..step });
        }
        self.left = self.left.saturating_sub(self.trie.children(step.node).len());
        for child in self.trie.children(step.node) {
            let known = self.trie.char(child);
            if known == c || known.is_ascii() {
                continue;
            }
            let sounds = self.sounds.readings(known);
            let alike = self.sounds.readings(c).iter().any(|sound| sounds.contains(sound));
            let wrong = if alike { odd | odd::SLOPPY } else { odd };
            next.push(Step { node: child, depth: step.depth + 1, at: step.at + 1, odd: wrong, ..step });
            next.push(Step { node: child, depth: step.depth + 1, odd, ..step });
            if following == Some(&known)
                && let Some(grandchild) = self.trie.child(child, c)
            {
                next.push(Step { node: grandchild, depth: step.depth + 2, at: step.at + 2, odd, ..step });
            }
        }
    }

    fn by_sound(&mut self, step: Step, leave: Leave, slip: bool, next: &mut Vec<Step>) {
        let at = usize::from(step.at);
        self.listen(at, slip);
        let looks = if step.node == ROOT { 0 } else { self.trie.children(step.node).len() };
        self.left = self.left.saturating_sub(looks);
        let [plain, slips] = &self.heard[at];
        let slips = if slip { slips.as_deref() } else { None }.unwrap_or_default();
        let plain = plain.as_deref().unwrap_or_default();
        // With a slip already made, or to come, only whole syllables count: initials would forgive twice.
        let whole = leave.slip || !leave.loose;
        let allowed = |heard: &&Heard| !whole || heard.odd & (odd::INITIAL | odd::SLOPPY) == 0;
        let mut go = |child: NodeId, heard: &Heard, unusual: bool| {
            let bit = 1_u32.checked_shl(u32::from(step.depth)).unwrap_or(0);
            next.push(Step {
                node: child,
                depth: step.depth + 1,
                at: step.at + u16::from(heard.letters),
                odd: step.odd | heard.odd,
                unusual: step.unusual | if unusual { bit } else { 0 },
                heard: step.heard | bit,
            });
        };
        if step.node == ROOT {
            for heard in plain.iter().filter(allowed).chain(slips) {
                for child in self.trie.begun_by(heard.sound) {
                    let usual = self.sounds.readings(self.trie.char(*child)).first();
                    go(*child, heard, usual != Some(&heard.sound));
                }
            }
            return;
        }
        for child in self.trie.children(step.node) {
            for (n, sound) in self.sounds.readings(self.trie.char(child)).iter().enumerate() {
                for all in [plain, slips] {
                    let from = all.partition_point(|heard| heard.sound < *sound);
                    for heard in all[from..].iter().take_while(|heard| heard.sound == *sound).filter(allowed)
                    {
                        go(child, heard, n > 0);
                    }
                }
            }
        }
    }

    /// Works out once what the letters from a place on may sound like.
    fn listen(&mut self, at: usize, slip: bool) {
        let rest = &self.letters[at..];
        let run = &rest[..rest.iter().take_while(|letter| **letter != b' ').count()];
        let last = self.partial && run.len() == rest.len();
        let heard = &mut self.heard[at];
        if heard[0].is_none() {
            heard[0] = Some(self.sounds.heard(run, last));
        }
        if slip && heard[1].is_none() {
            heard[1] = Some(self.sounds.misheard(run));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::lexicon::Term;
    use super::super::sound::one_slip;
    use super::*;

    const TERMS: [&str; 12] = [
        "空调清洗",
        "长乐",
        "长汀",
        "店长",
        "乐队",
        "清洗空调",
        "服务员",
        "务工",
        "家政服务员",
        "重庆",
        "家",
        "长长乐",
    ];

    fn index() -> (Vec<Vec<char>>, Sounds, Trie) {
        let all: Vec<Vec<char>> = TERMS.iter().map(|term| term.chars().collect()).collect();
        let sounds = Sounds::new(&all.iter().flatten().copied().collect());
        let term = |chars: &Vec<char>| Term {
            chars: chars.clone(),
            shown: 0,
            infix: true,
            short: false,
            unusual: 0,
        };
        let terms: Vec<Term> = all.iter().map(term).collect();
        let trie = Trie::new(&terms, &sounds);
        (all, sounds, trie)
    }

    /// Every stretch of every term.
    fn stretches(all: &[Vec<char>]) -> BTreeSet<Vec<char>> {
        let from = |term: &Vec<char>| {
            let (term, length) = (term.clone(), term.len());
            (0..length)
                .flat_map(move |a| (a + 1..=length).map(move |b| (a, b)))
                .map(move |(a, b)| term[a..b].to_vec())
        };
        all.iter().flat_map(|term| from(term).collect::<Vec<_>>()).collect()
    }

    /// The stretches that a walk reads the whole text as.
    fn reached(text: &[char], leave: Leave) -> BTreeSet<Vec<char>> {
        let (all, sounds, trie) = index();
        let mut found = BTreeSet::new();
        Walk::new(&trie, &sounds, text, false).run(0, leave, |step| {
            if usize::from(step.at) == text.len() {
                let suffix = trie.through(step.node)[0];
                let from = usize::from(suffix.at);
                let term = &all[suffix.term as usize];
                found.insert(term[from..from + usize::from(step.depth)].to_vec());
            }
            true
        });
        found
    }

    /// Every way to spell characters in full.
    fn spellings(sounds: &Sounds, chars: &[char]) -> BTreeSet<String> {
        chars.iter().fold(BTreeSet::from([String::new()]), |all, c| {
            let readings = sounds.readings(*c).iter().map(|sound| sounds.text(*sound));
            let readings: Vec<&str> = readings.collect();
            all.iter().flat_map(|text| readings.iter().map(move |sound| format!("{text}{sound}"))).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pinyin_reaches_what_is_spelt_so_and_nothing_else(pick: prop::sample::Index, which: prop::sample::Index, cut in 0..3_usize) {
            let (all, sounds, _) = index();
            let stretches = stretches(&all);
            let chosen = pick.get(&stretches.iter().cloned().collect::<Vec<_>>()).clone();
            let spelt: Vec<String> = spellings(&sounds, &chosen).into_iter().collect();
            let mut typed = which.get(&spelt).clone();
            typed.truncate(typed.len() - cut.min(typed.len() - 1));
            let expected: BTreeSet<Vec<char>> =
                stretches.iter().filter(|chars| spellings(&sounds, chars).contains(&typed)).cloned().collect();
            let text: Vec<char> = typed.chars().collect();
            prop_assert_eq!(reached(&text, Leave::default()), expected);
        }

        #[test]
        fn a_slip_reaches_exactly_what_is_one_slip_away(
            text in "[空调清洗长乐店服务员家政重]{2,6}",
        ) {
            let text: Vec<char> = text.chars().collect();
            let (all, ..) = index();
            let found = reached(&text, Leave { loose: false, slip: true });
            for chars in &found {
                prop_assert!(*chars == text || one_slip(chars, &text), "{chars:?}");
            }
            for chars in stretches(&all) {
                // A first character too many, and a last one too few, are not looked for.
                let apart = chars.as_slice() == &text[1..] || chars[..chars.len() - 1] == text[..];
                if chars == text || (one_slip(&chars, &text) && !apart) {
                    prop_assert!(found.contains(&chars), "{chars:?}");
                }
            }
        }

        #[test]
        fn letters_with_a_slip_end(text in "[a-z]{1,60}") {
            let text: Vec<char> = text.chars().collect();
            let exact = reached(&text, Leave::default());
            let slip = reached(&text, Leave { loose: false, slip: true });
            let loose = reached(&text, Leave { loose: true, slip: false });
            prop_assert!(slip.is_superset(&exact) && loose.is_superset(&exact));
        }
    }
}
