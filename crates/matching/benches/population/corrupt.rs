//! The second record of a person: what time and hands do to it.

use kernel::RegionCode;
use matching::people::Person;

use super::{Draw, KINDS, Kind, Maker};

impl Maker {
    /// The same person once more, with one or two things done, and what they were.
    pub fn again(&mut self, first: &Person) -> (Person, Vec<Kind>) {
        let mut second = Person { key: self.next_key(), ..first.clone() };
        let mut kinds: Vec<Kind> = Vec::new();
        let wanted = if self.draw.chance(self.plan.twice) { 2 } else { 1 };
        for _ in 0..40 {
            if kinds.len() == wanted {
                break;
            }
            let kind = self.kind();
            if kinds.iter().any(|done| part(*done) == part(kind)) {
                continue;
            }
            if self.done(&mut second, kind) {
                kinds.push(kind);
            }
        }
        kinds.sort_unstable();
        let second = self.blurred(second);
        (second, kinds)
    }

    fn kind(&mut self) -> Kind {
        let mut at = self.draw.below(KINDS.iter().map(|kind| kind.1).sum());
        for (kind, share) in KINDS {
            if at < share {
                return kind;
            }
            at -= share;
        }
        Kind::Moved
    }

    /// Does it, if the record has what it is done to.
    fn done(&mut self, person: &mut Person, kind: Kind) -> bool {
        let draw = &mut self.draw;
        match kind {
            Kind::NumberDigit => on(&mut person.number, |number| {
                let at = draw.below(17) as usize;
                put_digit(number, at, draw)
            }),
            Kind::NumberSwap => on(&mut person.number, |number| swap(number, 0, 16, draw)),
            Kind::NumberMissing => {
                let birth = number_birth(person);
                let had = person.number.take().is_some();
                person.birth = person.birth.or(birth);
                had
            }
            Kind::BirthOneSide => {
                let had = person.number.take().is_some() || person.birth.is_some();
                person.birth = None;
                had && person.phone.is_some()
            }
            Kind::PhoneChanged => {
                let had = person.phone.is_some();
                person.phone = Some(self.phone());
                had
            }
            Kind::PhoneDigit => on(&mut person.phone, |phone| match draw.below(4) {
                0 => swap(phone, 1, 10, draw),
                _ => {
                    let at = 2 + draw.below(9) as usize;
                    put_digit(phone, at, draw)
                }
            }),
            Kind::NameSound => self.names.same_sound(draw, &mut person.name),
            Kind::NameAlike => self.names.alike(draw, &mut person.name),
            Kind::NameMissing => {
                let chars: Vec<char> = person.name.chars().collect();
                let fits = chars.len() > 2 && chars.iter().all(|c| !c.is_ascii());
                if fits {
                    let gone = 1 + draw.below(chars.len() as u64 - 1) as usize;
                    person.name =
                        chars.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, c)| *c).collect();
                }
                fits
            }
            Kind::GivenChanged | Kind::NameChanged if person.number.is_none() => false,
            Kind::GivenChanged => {
                let sex = person.sex.unwrap_or(kernel::Sex::Female);
                person.name = self.names.child(draw, &person.name, sex);
                true
            }
            Kind::NameChanged => {
                let sex = person.sex.unwrap_or(kernel::Sex::Female);
                person.name = self.names.name(draw, sex);
                true
            }
            Kind::Moved => {
                let before: RegionCode = person.region;
                while person.region.as_str()[..6] == before.as_str()[..6] {
                    person.region = self.town.village(draw);
                }
                true
            }
        }
    }
}

/// What a kind is done to; nothing is done to twice. Without the number, the name and the phone must hold.
fn part(kind: Kind) -> &'static str {
    match kind {
        Kind::NumberDigit | Kind::NumberSwap | Kind::NumberMissing | Kind::BirthOneSide => "number",
        Kind::PhoneChanged | Kind::PhoneDigit => "phone",
        Kind::NameSound | Kind::NameAlike | Kind::NameMissing => "name",
        // A changed name is found by the number alone.
        Kind::GivenChanged | Kind::NameChanged => "number",
        Kind::Moved => "region",
    }
}

fn number_birth(person: &Person) -> Option<(i32, u32, u32)> {
    let number: kernel::IdNumber = person.number.as_deref()?.parse().ok()?;
    Some(number.birth())
}

fn on(text: &mut Option<String>, change: impl FnOnce(&str) -> Option<String>) -> bool {
    let changed = text.as_deref().and_then(change);
    let did = changed.is_some();
    *text = changed.or(text.take());
    did
}

fn put_digit(text: &str, at: usize, draw: &mut Draw) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let before = bytes[at];
    while bytes[at] == before {
        bytes[at] = b'0' + draw.below(10) as u8;
    }
    String::from_utf8(bytes).ok()
}

/// Swaps two neighbours that differ.
fn swap(text: &str, from: usize, until: usize, draw: &mut Draw) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let differing: Vec<usize> = (from..until).filter(|&i| bytes[i] != bytes[i + 1]).collect();
    if differing.is_empty() {
        return None;
    }
    let at = *draw.pick(&differing);
    bytes.swap(at, at + 1);
    String::from_utf8(bytes).ok()
}
