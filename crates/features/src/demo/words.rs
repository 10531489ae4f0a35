//! The demo's material: lists of words, kinds of work and trades, read from `data/demo`. The files are part of the
//! program, so a line that cannot be read is left out, and a test holds that none is.

use std::{collections::BTreeMap, sync::OnceLock};

use kernel::{PayUnit, Settlement};
use matching::JobKind;

use super::draw::Weighted;
use crate::jobs::Requirement;

const WORDS: &str = include_str!("../../../../data/demo/words.txt");
const WORKS: &str = include_str!("../../../../data/demo/works.csv");
const TRADES: &str = include_str!("../../../../data/demo/trades.csv");

/// One kind of work as postings put it.
pub(super) struct Work {
    pub(super) trade: &'static str,
    pub(super) occupation: &'static str,
    pub(super) kind: JobKind,
    pub(super) unit: PayUnit,
    /// Yuan, from and to.
    pub(super) yuan: (i64, i64),
    pub(super) settlement: Settlement,
    pub(super) requirements: Vec<Requirement>,
    /// Hour of the day it begins and hours it lasts.
    pub(super) hours: Vec<(i64, i64)>,
    pub(super) weight: usize,
    pub(super) titles: Vec<&'static str>,
    pub(super) line: &'static str,
    /// What the classification says is done, in short.
    pub(super) tasks: Vec<String>,
}

/// One trade of employers.
pub(super) struct Trade {
    pub(super) name: &'static str,
    pub(super) kinds: Vec<&'static str>,
    pub(super) nouns: Vec<&'static str>,
    /// Its dated work, and its long-term work, as places in [`Words::works`].
    pub(super) dated: Weighted<usize>,
    pub(super) lasting: Weighted<usize>,
}

/// All of it.
pub(super) struct Words {
    lists: BTreeMap<&'static str, &'static str>,
    pub(super) surnames: Weighted<&'static str>,
    pub(super) works: Vec<Work>,
    pub(super) trades: Weighted<Trade>,
}

impl Words {
    /// Read on first use and shared from then on.
    pub(super) fn load() -> &'static Words {
        static LOADED: OnceLock<Words> = OnceLock::new();
        LOADED.get_or_init(|| {
            let lists: BTreeMap<_, _> = WORDS.lines().filter_map(|line| line.split_once(" = ")).collect();
            let works: Vec<Work> = WORKS.lines().skip(1).filter_map(work).collect();
            let surnames = Weighted::new(
                lists.get("surnames").into_iter().flat_map(|l| l.split(' ')).filter_map(|pair| {
                    let (name, weight) = pair.split_once(':')?;
                    Some((weight.parse().ok()?, name))
                }),
            );
            let trades = Weighted::new(TRADES.lines().skip(1).filter_map(|line| trade(line, &works)));
            Words { lists, surnames, works, trades }
        })
    }

    /// The words of a list.
    pub(super) fn list(&self, name: &str) -> Vec<&'static str> {
        self.lists.get(name).map(|l| l.split(' ').collect()).unwrap_or_default()
    }

    /// The sentences of a list.
    pub(super) fn lines(&self, name: &str) -> Vec<&'static str> {
        self.lists.get(name).map(|l| l.split('|').collect()).unwrap_or_default()
    }

    /// A text of its own.
    pub(super) fn text(&self, name: &str) -> &'static str {
        self.lists.get(name).copied().unwrap_or_default()
    }
}

fn work(line: &'static str) -> Option<Work> {
    let cells: Vec<&'static str> = line.split(',').collect();
    let [
        trade,
        occupation,
        kind,
        unit,
        low,
        high,
        settlement,
        requirements,
        hours,
        weight,
        titles,
        own,
        rest @ ..,
    ] = cells.as_slice()
    else {
        return None;
    };
    let hours = hours.split(' ').filter_map(|pair| pair.split_once('-'));
    Some(Work {
        trade,
        occupation,
        kind: kind.parse().ok()?,
        unit: unit.parse().ok()?,
        yuan: (low.parse().ok()?, high.parse().ok()?),
        settlement: settlement.parse().ok()?,
        requirements: requirements.split(' ').filter_map(|word| word.parse().ok()).collect(),
        hours: hours
            .filter_map(|(start, length)| Some((start.parse().ok()?, length.parse().ok()?)))
            .collect(),
        weight: weight.parse().ok()?,
        titles: titles.split('|').collect(),
        line: own,
        tasks: tasks(occupation),
    })
    .filter(|work| rest.is_empty() && !work.hours.is_empty())
}

/// The first few tasks of an occupation that are short enough to be read on a phone.
fn tasks(occupation: &str) -> Vec<String> {
    let all = matching::Occupations::load().get(occupation).map(|o| o.tasks.as_str()).unwrap_or_default();
    let bare = |task: &str| {
        let task = task.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        task.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '）').to_owned()
    };
    all.split_whitespace().map(bare).filter(|t| (4..=44).contains(&t.chars().count())).take(3).collect()
}

fn trade(line: &'static str, works: &[Work]) -> Option<(usize, Trade)> {
    let cells: Vec<&'static str> = line.split(',').collect();
    let [name, weight, kinds, nouns] = cells.as_slice() else { return None };
    let of = |lasting: bool| {
        let own = works.iter().enumerate().filter(|(_, w)| w.trade == *name);
        // Flexible work is as often a single job as a lasting one.
        let fits =
            own.filter(move |(_, w)| w.kind == JobKind::Flexible || (w.kind == JobKind::FullTime) == lasting);
        Weighted::new(fits.map(|(i, w)| (w.weight, i)))
    };
    let (dated, lasting) = (of(false), of(true));
    let trade =
        Trade { name, kinds: kinds.split(' ').collect(), nouns: nouns.split('|').collect(), dated, lasting };
    Some((weight.parse().ok()?, trade))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_every_trade_has_both_kinds_of_work() {
        let words = Words::load();
        assert_eq!(words.works.len(), WORKS.lines().count() - 1);
        let known = matching::Occupations::load();
        for work in &words.works {
            let leaf = known.get(work.occupation).is_some_and(|o| o.leaf);
            assert!(leaf, "{} is no occupation a job can be given", work.occupation);
            assert!(work.yuan.0 > 0 && work.yuan.0 < work.yuan.1, "{}", work.line);
        }
        for trade in words.trades.all() {
            assert!(!trade.dated.is_empty() && !trade.lasting.is_empty(), "{}", trade.name);
        }
        assert_eq!(words.trades.all().count(), TRADES.lines().count() - 1);
        for kind in JobKind::ALL {
            assert!(words.list(&format!("perks_{kind}")).len() > 1, "{kind}");
        }
    }
}
