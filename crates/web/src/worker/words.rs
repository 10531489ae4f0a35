//! What the words in the search box ask for, as the list of jobs takes it. A guess narrows only where nothing surer was
//! said.

use kernel::{Availability, Fen, Pay, Settlement};
use matching::{Facts, JobKind, Part, PartKind, Understood, Wishes};

use crate::present;
use crate::visitor::Place;

/// A search as the lists take it.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Codes of occupations; none asks for all.
    pub occupations: Vec<String>,
    /// Where, if a place was named.
    pub place: Option<Place>,
    /// Facts that must hold.
    pub facts: Facts,
    /// The least pay for an hour.
    pub least: Fen,
    /// The most pay for an hour.
    pub most: Option<Fen>,
    /// Slots of the week, if any were named.
    pub slots: Option<Availability>,
    /// Words were said, and nothing in them was understood.
    pub nothing: bool,
    /// What was understood, in the order of the text.
    pub heard: Vec<Heard>,
    /// Words that count for nothing, since others were understood.
    pub unheard: Vec<String>,
}

/// One thing that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it is taken for: an official name where there is one, else as it was written.
    pub meaning: String,
    /// The text without it.
    pub without: String,
}

/// An occupation that fits half as well as the best still counts.
const HALF: u32 = 2;
/// How many meanings are searched for.
const MEANINGS: usize = 12;

/// Reads a text.
pub fn said(text: &str) -> Said {
    if text.is_empty() {
        return Said::default();
    }
    let understood = features::words::search().understand(text);
    let best = understood.occupations.first().map_or(0, |meaning| meaning.weight);
    let codes = understood.occupations.iter().filter(|meaning| meaning.weight * HALF >= best);
    let place = understood.place.first().and_then(|code| Place::read(code.as_str()));
    let occupations: Vec<String> = codes.take(MEANINGS).map(|meaning| meaning.code.clone()).collect();
    let sure = understood.parts.iter().any(|part| part.kind != PartKind::Rest);
    let named = |holds: bool, fact| if holds { fact } else { Facts::NONE };
    let facts = named(understood.settlement == Some(Settlement::Daily), Facts::DAILY_PAY)
        .with(named(understood.wishes.contains(Wishes::NO_EXPERIENCE), Facts::NO_EXPERIENCE))
        .with(named(understood.dates.contains(&0), Facts::TODAY))
        .with(named(understood.kind == Some(JobKind::FullTime), Facts::LONG_TERM));
    let pay = understood.pay;
    let hourly = |fen: Option<Fen>| {
        let wish = pay?;
        Pay::new(wish.unit, fen?).ok().map(Pay::hourly)
    };
    Said {
        nothing: occupations.is_empty() && !sure,
        heard: heard(text, &understood, place.as_ref()),
        unheard: if sure && occupations.is_empty() { unheard(text, &understood) } else { Vec::new() },
        place,
        facts,
        least: hourly(pay.and_then(|wish| wish.at_least)).unwrap_or(Fen::ZERO),
        most: hourly(pay.and_then(|wish| wish.at_most)),
        slots: understood.slots,
        occupations,
    }
}

/// What was understood, part by part; several words for one place or one trade are one. With the trade go the words that
/// helped to guess it.
fn heard(text: &str, understood: &Understood, place: Option<&Place>) -> Vec<Heard> {
    let trade = understood.occupations.first().map(|meaning| present::occupation(&meaning.code).name);
    let written = |part: &Part| text.get(part.range.clone()).unwrap_or_default().trim();
    let without = |goes: &dyn Fn(&Part) -> bool| {
        let left: Vec<&str> = understood.parts.iter().filter(|part| !goes(part)).map(written).collect();
        left.join(" ")
    };
    let of_trade = |part: &Part| matches!(part.kind, PartKind::Occupation | PartKind::Rest);
    let mut heard: Vec<Heard> = Vec::new();
    for part in &understood.parts {
        let (meaning, without) = match (part.kind, &trade, place) {
            (PartKind::Occupation | PartKind::Rest, Some(trade), _) => (trade.clone(), without(&of_trade)),
            (PartKind::Place, _, Some(place)) => {
                (place.name.clone(), without(&|other| other.kind == PartKind::Place))
            }
            (PartKind::Rest, ..) => continue,
            _ => (written(part).to_owned(), without(&|other| other.range == part.range)),
        };
        if heard.iter().all(|known| known.meaning != meaning) {
            heard.push(Heard { meaning, without });
        }
    }
    heard
}

/// The words that nothing came of.
fn unheard(text: &str, understood: &Understood) -> Vec<String> {
    let rest = understood.parts.iter().filter(|part| part.kind == PartKind::Rest);
    rest.filter_map(|part| text.get(part.range.clone())).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_understood_can_be_taken_back() {
        let said = said("安溪 搬运 日结 200以上 周末");
        let meanings: Vec<_> = said.heard.iter().map(|heard| heard.meaning.as_str()).collect();
        assert_eq!(meanings.len(), 5, "{meanings:?}");
        assert!(meanings[0].ends_with("安溪县") && meanings[1].contains("搬运"), "{meanings:?}");
        assert_eq!(said.heard[0].without, "搬运 日结 200以上 周末");
        assert_eq!(said.heard[4].without, "安溪 搬运 日结 200以上");
        assert_eq!(super::said(&said.heard[0].without).place, None);
        assert!(said.unheard.is_empty());

        let odd = super::said("安溪 qwrtzx");
        assert_eq!((odd.heard.len(), odd.unheard), (1, vec!["qwrtzx".to_owned()]));
        // Words that a guess was made of are taken back with it.
        for guessed in ["鼓楼 管账", "帮人洗碗碟 鼓楼"] {
            let guess = super::said(guessed);
            assert!(guess.unheard.is_empty() && guess.heard.len() == 2, "{guess:?}");
            let trade = guess.heard.iter().find(|heard| !heard.meaning.contains("鼓楼")).unwrap();
            assert_eq!(trade.without, "鼓楼");
        }
    }

    #[test]
    fn one_box_takes_trade_place_pay_and_time_in_any_order() {
        for text in ["安溪 搬运 日结 200以上 周末", "周末日结200以上安溪搬运"] {
            let said = said(text);
            assert!(!said.nothing && !said.occupations.is_empty(), "{text}");
            assert_eq!(said.place.unwrap().region.as_str(), "350524000000", "{text}");
            assert!(said.facts.contains(Facts::DAILY_PAY), "{text}");
            assert_eq!((said.least, said.most), (Fen(2500), None), "{text}");
            let weekend = said.slots.unwrap();
            assert!(weekend.bits() != 0 && weekend.bits() < 1 << 21, "{text}");
        }
    }

    #[test]
    fn a_place_alone_asks_for_all_its_work_and_nonsense_for_none() {
        let place = said("安溪");
        assert!(place.occupations.is_empty() && place.place.is_some() && !place.nothing);
        assert!(said("\u{1f600}\u{1f600}").nothing);
        let none = said("");
        assert!(!none.nothing && none.occupations.is_empty());
    }
}
