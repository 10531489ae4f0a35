//! The four answers as they are typed, kept and read. It keeps what was typed, however wrong.

use atlas::Atlas;
use features::employers::EmployerRow;
use features::index::LiveIndex;
use features::jobs::{JobInput, JobRow, Requirement};
use kernel::{Availability, Error, Micros, Period, RegionCode, Result, Settlement, civil, from_civil};
use matching::{JobKind, Occupations};
use store::Vault;

use crate::forms::{Check, Fields};
use crate::present;
use crate::views::employer::{JobForm, ShiftInput};
use crate::views::{Occupation, Page, When};

const SHIFTS: usize = 7;
const SUGGESTED: usize = 6;

/// An empty form, with what is the same for every job of an employer.
pub fn blank(page: Page, employer: &EmployerRow, vault: &Vault) -> Result<JobForm> {
    Ok(JobForm {
        page,
        kind: JobKind::Gig.as_str().to_owned(),
        when: "dated".to_owned(),
        slots: 0,
        pay_unit: "day".to_owned(),
        settlement: "daily".to_owned(),
        region: Some(present::place(employer.region)),
        address: employer.open_address(vault)?.unwrap_or_default(),
        openings: "1".to_owned(),
        ..JobForm::default()
    })
}

/// A job as a form.
pub fn kept(page: Page, row: &JobRow) -> JobForm {
    let mut form = JobForm {
        page,
        id: Some(row.id.to_string()),
        key: row.version.to_string(),
        title: row.title.clone(),
        kind: row.kind.to_string(),
        occupation: Some(present::occupation(&row.occupation)),
        slots: i64::from(row.slots.bits()),
        pay_unit: row.pay_unit.to_string(),
        pay_amount: row.pay_fen.yuan(),
        settlement: row.settlement.to_string(),
        region: Some(present::place(row.region)),
        address: row.address.clone(),
        openings: row.openings.to_string(),
        requirements: row.asks().iter().map(ToString::to_string).collect(),
        description: row.description.clone(),
        ..JobForm::default()
    };
    match present::when(row) {
        When::Shifts(shifts) => {
            form.when = "dated".to_owned();
            form.shifts = shifts
                .iter()
                .map(|shift| ShiftInput {
                    date: date(shift.start),
                    start: time(shift.start),
                    end: time(shift.end),
                })
                .collect();
        }
        When::LongTerm { from, until, .. } => {
            form.when = "long_term".to_owned();
            form.from = from.map(date).unwrap_or_default();
            form.until = until.map(|until| date(until - 1)).unwrap_or_default();
        }
    }
    form
}

/// The form as it was typed, with what was looked up for it.
pub fn answered(page: Page, fields: &Fields, index: &LiveIndex, now: Micros) -> JobForm {
    let known = Occupations::load();
    let chosen: Option<Occupation> =
        fields.some("occupation").filter(|code| known.get(code).is_some()).map(present::occupation);
    let (title, other) = (fields.get("title").trim(), fields.get("occupation_q").trim());
    let words = if other.is_empty() { title } else { other };
    let hits = match matching::Titles::load() {
        _ if words.is_empty() => Vec::new(),
        Ok(titles) => titles.posted(known, words, SUGGESTED),
        Err(_) => known.suggest(words, SUGGESTED),
    };
    let unfound = (hits.is_empty() && !words.is_empty()).then(|| words.to_owned());
    let looked = fields.get("step") == "find_occupation";
    let suggested: Vec<Occupation> = hits
        .iter()
        .map(|hit| present::occupation(hit.code))
        .filter(|row| Some(row) != chosen.as_ref())
        .collect();
    let region = region(fields);
    let nearby = chosen.as_ref().zip(region.and_then(|code| Atlas::load().place(code)));
    let nearby = nearby.and_then(|(of, at)| index.pay_nearby(at, present::NEARBY_M, &of.code, now));
    let region_q = fields.text("region_q");
    JobForm {
        page,
        key: fields.text("key"),
        title: fields.text("title"),
        kind: fields.text("kind"),
        suggested: if chosen.is_some() && !looked { Vec::new() } else { suggested },
        occupation_q: other.to_owned(),
        unfound: unfound.filter(|_| chosen.is_none() || looked),
        occupation: chosen,
        when: fields.text("when"),
        shifts: rows(fields).collect(),
        slots: i64::from(fields.slots()),
        from: fields.text("from"),
        until: fields.text("until"),
        pay_unit: fields.text("pay_unit"),
        pay_amount: fields.text("pay_amount"),
        settlement: fields.text("settlement"),
        nearby: nearby.as_ref().map(present::nearby),
        hourly: present::pay(fields).ok().map(|pay| pay.hourly().0),
        region: region.map(present::place),
        places: if region_q.trim().is_empty() { Vec::new() } else { present::places(&region_q, 10) },
        region_q,
        address: fields.text("address"),
        openings: fields.text("openings"),
        requirements: fields.all("requirement").map(str::to_owned).collect(),
        description: fields.text("description"),
        ..JobForm::default()
    }
}

/// The answers as a job, with everything that is wrong in them noted.
pub fn read(fields: &Fields, check: &mut Check) -> Option<JobInput> {
    let kind = check.take("kind", fields.get("kind").parse::<JobKind>());
    let occupation = fields.some("occupation").ok_or(Error::invalid("job.occupation_unknown"));
    let occupation = check.take("occupation", occupation);
    let time = check.take("when", time_of(fields));
    let pay = check.take("pay", present::pay(fields));
    let settlement = check.take("settlement", fields.get("settlement").parse::<Settlement>());
    let place = |code| Atlas::load().place(code).ok_or(Error::invalid("region.unknown"));
    let point = check.take("region", fields.region().and_then(place));
    let openings = fields.get("openings").trim().parse::<i64>().map_err(|_| Error::invalid("job.openings"));
    let openings = check.take("openings", openings);
    let requirements: Result<Vec<Requirement>> = fields.all("requirement").map(str::parse).collect();
    let requirements = check.take("requirements", requirements);
    let (period, slots) = time?;
    Some(JobInput {
        kind: kind?,
        title: fields.text("title"),
        occupation: occupation?.to_owned(),
        description: fields.text("description"),
        pay: pay?,
        settlement: settlement?,
        point: point?,
        address: fields.text("address"),
        openings: openings?,
        period,
        slots,
        requirements: requirements?,
    })
}

/// A job whose division was not changed stays exactly where it is, not in the middle of the division.
pub fn placed(input: JobInput, fields: &Fields, row: &JobRow) -> JobInput {
    let point = row.point().filter(|_| region(fields) == Some(row.region));
    JobInput { point: point.unwrap_or(input.point), ..input }
}

fn region(fields: &Fields) -> Option<RegionCode> {
    let code: RegionCode = fields.get("region").parse().ok()?;
    Atlas::load().get(code).map(|region| region.code)
}

fn rows(fields: &Fields) -> impl Iterator<Item = ShiftInput> {
    let row = |n: usize| ShiftInput {
        date: fields.text(&format!("date_{n}")),
        start: fields.text(&format!("start_{n}")),
        end: fields.text(&format!("end_{n}")),
    };
    (1..=SHIFTS).map(row).filter(|row| !(row.date.is_empty() && row.start.is_empty() && row.end.is_empty()))
}

/// One shift is its own period. Several are the period from the first to the last with the slots they touch.
fn time_of(fields: &Fields) -> Result<(Option<Period>, Availability)> {
    if fields.get("when") == "long_term" {
        let slots = Availability::new(fields.slots())?;
        let from = fields.some("from").map(day).transpose()?;
        let until = fields.some("until").map(day).transpose()?.map(|until| until + Micros::DAY);
        return match (from, until) {
            (None, None) => Ok((None, slots)),
            (Some(from), Some(until)) => Ok((Some(Period::new(from, until)?), slots)),
            (Some(_), None) | (None, Some(_)) => Err(Error::invalid("job.times")),
        };
    }
    let shifts = rows(fields).map(|row| shift(&row)).collect::<Result<Vec<_>>>()?;
    let start = shifts.iter().map(|shift| shift.start()).min();
    let end = shifts.iter().map(|shift| shift.end()).max();
    let (Some(start), Some(end)) = (start, end) else { return Err(Error::invalid("job.times")) };
    let slots =
        shifts.iter().fold(Availability::NONE, |slots, shift| slots.union(Availability::covering(*shift)));
    Ok((Some(Period::new(start, end)?), slots))
}

/// A shift that ends before it begins ends on the next day.
fn shift(row: &ShiftInput) -> Result<Period> {
    let day = day(&row.date)?;
    let (start, end) = (day + clock(&row.start)?, day + clock(&row.end)?);
    Period::new(start, if end <= start { end + Micros::DAY } else { end })
}

fn day(text: &str) -> Result<Micros> {
    let bad = || Error::invalid("time.date");
    let mut parts = text.split('-').map(|part| part.parse::<u32>().map_err(|_| bad()));
    let mut part = || parts.next().ok_or_else(bad)?;
    let (year, month, day) = (part()?, part()?, part()?);
    from_civil(i32::try_from(year).map_err(|_| bad())?, month, day, 0, 0)
}

fn clock(text: &str) -> Result<i64> {
    let parts = text.split_once(':').map(|(hour, rest)| (hour, rest.get(..2).unwrap_or(rest)));
    let parts =
        parts.and_then(|(hour, minute)| Some((hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?)));
    match parts {
        Some((hour @ 0..=23, minute @ 0..=59)) => Ok(hour * Micros::HOUR + minute * Micros::MINUTE),
        _ => Err(Error::invalid("time.date")),
    }
}

fn date(at: i64) -> String {
    let (year, month, day, ..) = civil(Micros(at));
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(at: i64) -> String {
    let (.., hour, minute) = civil(Micros(at));
    format!("{hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time_of_text(text: &str) -> Result<(Option<Period>, Availability)> {
        time_of(&Fields::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_night_shift_ends_on_the_next_day_and_reads_back() {
        let (period, slots) = time_of_text("when=dated&date_1=2026-11-24&start_1=22:00&end_1=06:00").unwrap();
        let period = period.unwrap();
        assert_eq!(period.end() - period.start(), 8 * Micros::HOUR);
        assert_eq!((date(period.start().0), time(period.end().0)), ("2026-11-24".into(), "06:00".into()));
        assert_eq!(slots, Availability::of_shift(1, 2).unwrap());
    }

    #[test]
    fn several_shifts_are_one_period_with_their_slots() {
        let text = "when=dated&date_1=2026-11-26&start_1=08:00&end_1=12:00&date_3=2026-11-24&start_3=08:00&end_3=12:00";
        let (period, slots) = time_of_text(text).unwrap();
        assert_eq!(date(period.unwrap().start().0), "2026-11-24");
        assert_eq!(slots.count(), 2);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "when=dated",
            "when=dated&date_1=2026-02-30&start_1=08:00&end_1=12:00",
            "when=dated&date_1=2026-11-24&start_1=24:00&end_1=12:00",
            "when=dated&date_1=2026-11-24&start_1=08:00",
            "when=dated&date_1=99999999999-1-1&start_1=08:00&end_1=09:00",
            "when=long_term&from=2026-11-24&until=2026-11-20",
            "when=long_term&from=x",
        ] {
            assert!(time_of_text(text).is_err(), "{text}");
        }
    }
}
