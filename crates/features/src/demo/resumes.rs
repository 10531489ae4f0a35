//! The demo's résumés: what somebody of a trade writes, and who wrote one.

use std::{collections::BTreeMap, sync::OnceLock};

use kernel::{Micros, civil};

use super::{
    draw::Draw,
    known::{MARKET, WORKER},
    plan::{Plan, What},
};
use crate::resumes::{Certificate, Month, School, Work, Written};

const LINES: &str = include_str!("../../../../data/demo/resumes.csv");
/// One in so many has written one.
const PART: usize = 9;

/// What somebody of a trade writes.
struct Line {
    headline: &'static str,
    can: &'static str,
    title: &'static str,
    place: &'static str,
    text: &'static str,
    before: &'static str,
    school: &'static str,
    certificate: &'static str,
}

fn lines() -> &'static BTreeMap<&'static str, Line> {
    static READ: OnceLock<BTreeMap<&'static str, Line>> = OnceLock::new();
    READ.get_or_init(|| LINES.lines().skip(1).filter_map(line).collect())
}

fn line(text: &'static str) -> Option<(&'static str, Line)> {
    let cells: Vec<&'static str> = text.split(',').collect();
    let [trade, headline, can, title, place, words, before, school, certificate] = cells[..] else {
        return None;
    };
    Some((trade, Line { headline, can, title, place, text: words, before, school, certificate }))
}

/// Adds who writes a résumé and when: the known worker twice, whoever asked one of the known shops, and some of the others,
/// each an hour after they came.
pub(super) fn write(plan: &mut Plan) {
    let mut writers: Vec<usize> = (0..plan.people.len()).filter(|number| number % PART == 0).collect();
    let known = plan.asked.iter().filter(|asked| plan.jobs[asked.job].shop <= MARKET);
    writers.extend(known.map(|asked| asked.worker));
    writers.sort_unstable();
    writers.dedup();
    for number in writers {
        plan.step(plan.people[number].since + Micros::HOUR, What::Write(number, 0));
    }
    let late = plan.moment(-20, 20, 10);
    plan.step(late, What::Write(WORKER, 1));
}

/// What a worker of the plan writes, the first time and the second.
pub(super) fn written(plan: &Plan, number: usize, which: usize, at: Micros) -> Written {
    let person = &plan.people[number];
    let mut draw = Draw::of(number as u64, 10);
    let Some(line) = lines().get(person.trade) else { return Written::default() };
    let has = person.registrations.first().map(|one| one.about.has.clone()).unwrap_or_default();
    let (year, ..) = civil(at);
    let began = year - draw.within(3, 9) as i32;
    let month = |year, draw: &mut Draw| Some(Month { year, month: draw.within(1, 12) as u32 });
    let turn = month(began, &mut draw);
    let first = Work {
        from: turn,
        to: if draw.chance(60) { None } else { month(year - 1, &mut draw) },
        place: line.place.into(),
        title: line.title.into(),
        text: line.text.into(),
    };
    let earlier = Work {
        from: month(began - 3, &mut draw),
        to: turn,
        place: String::new(),
        title: line.before.into(),
        text: String::new(),
    };
    let school = School {
        from: None,
        to: Some(Month { year: began - 4, month: 6 }),
        school: line.school.into(),
        what: String::new(),
    };
    let papers = draw
        .chance(50)
        .then(|| Certificate { name: line.certificate.into(), since: month(year - 2, &mut draw) });
    let languages = plan.words.list("languages");
    let spoken = draw.some(&languages, 2);
    Written {
        headline: line.headline.into(),
        can: line.can.split('|').take(1 + which * 2 + draw.below(2)).collect::<Vec<_>>().join("\n"),
        has,
        work: if which == 0 { vec![first] } else { vec![first, earlier] },
        schools: if which == 0 { Vec::new() } else { vec![school] },
        certificates: papers.into_iter().collect(),
        languages: spoken.into_iter().map(str::to_owned).collect(),
        words: (*draw.pick(&plan.words.lines("abouts"))).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trade_has_its_words_and_all_of_them_may_be_saved() {
        let today = kernel::from_civil(2026, 3, 18, 9, 30).unwrap();
        let plan = Plan::of(7, today, 100).unwrap();
        assert_eq!(lines().len(), LINES.lines().count() - 1);
        assert!(plan.words.trades.all().all(|trade| lines().contains_key(trade.name)));
        for number in 0..plan.people.len() {
            for which in [0, 1] {
                let written = written(&plan, number, which, plan.people[number].since);
                assert!(!written.headline.is_empty());
                written.checked(plan.people[number].since).unwrap();
            }
        }
    }
}
