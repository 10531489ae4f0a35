//! The words of the box that are neither occupation nor place: settlement, kind, days, times, wishes, and what people
//! say around all that. They stand in a table; this reads it and refuses a word it has no sense for.

use kernel::Settlement;

use super::types::Wishes;
use crate::JobKind;

/// `word,meaning`, a line each.
const GRAMMAR: &str = include_str!("../../../../data/search/grammar.csv");

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// When pay is settled.
    Settled(Settlement),
    /// The kind of job.
    Kind(JobKind),
    /// Days of the week, bit 0 Monday.
    Days(u8),
    /// Shifts of a day, bit 0 the morning.
    Shifts(u8),
    /// A day counted from today, and shifts of it.
    Date(u8, u8),
    /// Further wishes.
    Wish(Wishes),
    /// Nothing.
    Filler,
}

/// The words of the table.
pub(crate) fn words() -> impl Iterator<Item = (String, Sense)> {
    GRAMMAR.lines().skip(1).filter_map(|line| {
        let (word, meaning) = line.split_once(',')?;
        Some((word.to_owned(), sense(meaning)?))
    })
}

fn sense(meaning: &str) -> Option<Sense> {
    let mut parts = meaning.split(' ');
    let head = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    Some(match head {
        "settled" => Sense::Settled(rest.first()?.parse().ok()?),
        "kind" => Sense::Kind(rest.first()?.parse().ok()?),
        "day" | "days" => Sense::Days(bits(&rest, &["mon", "tue", "wed", "thu", "fri", "sat", "sun"])?),
        "shifts" => Sense::Shifts(bits(&rest, &SHIFTS)?),
        "date" => Sense::Date(rest.first()?.parse().ok()?, bits(rest.get(1..)?, &SHIFTS)?),
        "flag" => Sense::Wish(rest.iter().try_fold(Wishes::NONE, |all, word| Some(all.with(wish(word)?)))?),
        "filler" => Sense::Filler,
        _ => return None,
    })
}

const SHIFTS: [&str; 3] = ["morning", "afternoon", "evening"];

fn bits(words: &[&str], known: &[&str]) -> Option<u8> {
    words.iter().try_fold(0, |bits, word| Some(bits | 1 << known.iter().position(|k| k == word)?))
}

fn wish(word: &str) -> Option<Wishes> {
    Some(match word {
        "no_experience" => Wishes::NO_EXPERIENCE,
        "meals" => Wishes::MEALS,
        "lodging" => Wishes::LODGING,
        "insurance" => Wishes::INSURANCE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_has_a_sense_and_every_word_one_line() {
        let lines = GRAMMAR.lines().count() - 1;
        assert_eq!(words().count(), lines);
        assert_eq!(words().map(|(word, _)| word).collect::<BTreeSet<_>>().len(), lines);
        assert!(lines > 150);
    }

    #[test]
    fn meanings() {
        assert_eq!(sense("settled daily"), Some(Sense::Settled(Settlement::Daily)));
        assert_eq!(sense("days sat sun"), Some(Sense::Days(0b110_0000)));
        assert_eq!(sense("date 1 evening"), Some(Sense::Date(1, 0b100)));
        assert_eq!(sense("flag meals lodging"), Some(Sense::Wish(Wishes::MEALS.with(Wishes::LODGING))));
        for meaning in ["", "days someday", "settled never", "colour red", "date"] {
            assert_eq!(sense(meaning), None, "{meaning}");
        }
    }
}
