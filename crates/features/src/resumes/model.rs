//! A version: its row, and what is written in it. It refuses what is too long, too much, or cannot have been.

use std::{fmt, str::FromStr};

use kernel::{Error, Micros, Result, ResumeId, WorkerId, bounded, civil};
use serde::{Deserialize, Serialize};
use store::Vault;

use crate::workers::{About, Belonging};

store::row! {
    /// A version of a résumé as it is stored.
    pub struct ResumeRow in "resume" {
        /// Its id.
        id: ResumeId,
        /// The record it was written for.
        worker_id: WorkerId,
        /// Counts the versions of the record.
        number: i64,
        /// Sealed: [`Written`] as JSON; none once its words are dropped.
        body: Option<Vec<u8>>,
        /// When it was saved.
        saved_at: Micros,
        /// When its words were dropped.
        dropped_at: Option<Micros>,
        /// Counts changes.
        version: i64,
    }
}
store::versioned!(ResumeRow);

impl ResumeRow {
    /// What is written in it; none once its words are dropped.
    pub fn open(&self, vault: &Vault) -> Result<Option<Written>> {
        let Some(sealed) = &self.body else { return Ok(None) };
        let id = self.id.to_string();
        let text = vault.open(store::Cell::new("resume", "body", &id), sealed)?;
        serde_json::from_str(&text).map(Some).map_err(|_| Error::internal("internal"))
    }
}

/// A month of a year: `2024-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1–12.
    pub month: u32,
}

/// Nobody who is looking for work began before.
const FIRST_YEAR: i32 = 1940;

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let odd = || Error::invalid("resume.month");
        let (year, month) = text.trim().split_once(['-', '/', '.']).ok_or_else(odd)?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year) && digits(month) && year.len() == 4 && month.len() <= 2) {
            return Err(odd());
        }
        let (year, month) = (year.parse().map_err(|_| odd())?, month.parse().map_err(|_| odd())?);
        if year < FIRST_YEAR || !(1..=12).contains(&month) {
            return Err(odd());
        }
        Ok(Self { year, month })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

kernel::serde_text!(Month);

/// Work of before, in the worker's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Since.
    pub from: Option<Month>,
    /// Until; none for what goes on.
    pub to: Option<Month>,
    /// For whom and where.
    pub place: String,
    /// As what.
    pub title: String,
    /// What was done.
    pub text: String,
}

/// A school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// Since.
    pub from: Option<Month>,
    /// Until.
    pub to: Option<Month>,
    /// Which.
    pub school: String,
    /// What was learnt.
    pub what: String,
}

/// A certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What it is called.
    pub name: String,
    /// Given in this month.
    pub since: Option<Month>,
}

/// What somebody writes into their résumé.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Themselves in one line.
    pub headline: String,
    /// What they can do.
    pub can: String,
    /// Papers, tools, a vehicle.
    pub has: Vec<Belonging>,
    /// Work of before, the last first.
    pub work: Vec<Work>,
    /// Schools, the last first.
    pub schools: Vec<School>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Languages, a few words each.
    pub languages: Vec<String>,
    /// Anything else.
    pub words: String,
}

impl Written {
    /// The most stations of work.
    pub const MOST_WORK: usize = 20;
    /// The most schools.
    pub const MOST_SCHOOLS: usize = 10;
    /// The most certificates.
    pub const MOST_CERTIFICATES: usize = 20;
    /// The most languages.
    pub const MOST_LANGUAGES: usize = 10;

    /// What is on record of somebody who has written nothing.
    pub fn from_record(about: &About) -> Self {
        Self {
            can: about.skills.join("\n"),
            has: about.has.clone(),
            words: about.text.clone(),
            ..Self::default()
        }
    }

    /// Refuses what is too long or too much, and months that are not yet or the wrong way round. What is to blame stands in
    /// the error: `field`, and of a list the row (from 1) and the part of it.
    pub fn checked(mut self, now: Micros) -> Result<Self> {
        self.headline = bounded("headline", &self.headline, 0, 40)?;
        self.can = bounded("can", &self.can, 0, 1_000)?;
        self.words = bounded("words", &self.words, 0, 600)?;
        self.has.sort_unstable();
        self.has.dedup();
        few("work", self.work.len(), Self::MOST_WORK)?;
        few("schools", self.schools.len(), Self::MOST_SCHOOLS)?;
        few("certificates", self.certificates.len(), Self::MOST_CERTIFICATES)?;
        few("languages", self.languages.len(), Self::MOST_LANGUAGES)?;
        for (row, work) in self.work.iter_mut().enumerate() {
            let at = |part, error: Error| at("work", row, part, error);
            work.title = bounded("work", &work.title, 1, 40).map_err(|e| at("title", e))?;
            work.place = bounded("work", &work.place, 0, 60).map_err(|e| at("place", e))?;
            work.text = bounded("work", &work.text, 0, 500).map_err(|e| at("text", e))?;
            span(work.from, work.to, now).map_err(|(part, e)| at(part, e))?;
        }
        for (row, school) in self.schools.iter_mut().enumerate() {
            let at = |part, error: Error| at("schools", row, part, error);
            school.school = bounded("schools", &school.school, 1, 60).map_err(|e| at("school", e))?;
            school.what = bounded("schools", &school.what, 0, 60).map_err(|e| at("what", e))?;
            span(school.from, school.to, now).map_err(|(part, e)| at(part, e))?;
        }
        for (row, paper) in self.certificates.iter_mut().enumerate() {
            let at = |part, error: Error| at("certificates", row, part, error);
            paper.name = bounded("certificates", &paper.name, 1, 60).map_err(|e| at("name", e))?;
            span(paper.since, None, now).map_err(|(_, e)| at("since", e))?;
        }
        for language in &mut self.languages {
            *language = bounded("languages", language, 1, 20)?;
        }
        Ok(self)
    }
}

fn few(field: &'static str, there: usize, most: usize) -> Result<()> {
    if there > most { Err(Error::invalid("resume.count").field(field).with("max", most)) } else { Ok(()) }
}

fn at(field: &'static str, row: usize, part: &'static str, error: Error) -> Error {
    error.field(field).with("row", row + 1).with("part", part)
}

fn span(from: Option<Month>, to: Option<Month>, now: Micros) -> Result<(), (&'static str, Error)> {
    let (year, month, ..) = civil(now);
    let future = |at: Option<Month>| at.is_some_and(|at| at > Month { year, month });
    if future(from) {
        return Err(("from", Error::invalid("resume.future")));
    }
    if future(to) {
        return Err(("to", Error::invalid("resume.future")));
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(("to", Error::invalid("resume.order")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Micros {
        kernel::from_civil(2026, 3, 3, 9, 0).unwrap()
    }

    fn fault(written: Written) -> (&'static str, Option<&'static str>, Vec<(&'static str, String)>) {
        let error = written.checked(now()).unwrap_err();
        (error.code, error.field, error.detail)
    }

    #[test]
    fn months_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Month>().map(|month| month.to_string());
        for text in ["2024-05", " 2024-5", "2024/05", "2024.5"] {
            assert_eq!(read(text).unwrap(), "2024-05");
        }
        for text in
            ["", "2024", "24-05", "2024-13", "2024-00", "1939-12", "2024-05-01", "+024-05", "２０２４-05"]
        {
            assert_eq!(read(text).unwrap_err().code, "resume.month", "{text}");
        }
    }

    #[test]
    fn what_is_too_long_or_cannot_have_been_is_refused_where_it_stands() {
        let month = |text: &str| Some(text.parse().unwrap());
        let work = Work { title: "帮厨".into(), from: month("2024-05"), ..Work::default() };
        let of = |work: Work| Written {
            work: vec![Work { title: "a".into(), ..Work::default() }, work],
            ..Written::default()
        };
        let at = |part: &str| vec![("row", "2".to_owned()), ("part", part.to_owned())];
        assert!(of(work.clone()).checked(now()).is_ok());
        let cases = [
            (Work { title: " ".into(), ..work.clone() }, "text.empty", "title"),
            (Work { to: month("2024-04"), ..work.clone() }, "resume.order", "to"),
            (Work { to: month("2026-04"), ..work.clone() }, "resume.future", "to"),
            (Work { from: month("2026-04"), ..work.clone() }, "resume.future", "from"),
        ];
        for (work, code, part) in cases {
            assert_eq!(fault(of(work)), (code, Some("work"), at(part)));
        }
        let long = fault(of(Work { text: "长".repeat(10_000), ..work.clone() }));
        assert_eq!((long.0, long.1, &long.2[1..]), ("text.too_long", Some("work"), &at("text")[..]));
        let many = Written { work: vec![work; 21], ..Written::default() };
        assert_eq!(fault(many), ("resume.count", Some("work"), vec![("max", "20".to_owned())]));
        let headline = Written { headline: "长".repeat(41), ..Written::default() };
        assert_eq!(fault(headline).1, Some("headline"));
    }

    #[test]
    fn what_was_written_reads_back() {
        let written = Written {
            headline: "八年电工".into(),
            certificates: vec![Certificate {
                name: "低压电工证".into(),
                since: Some("2019-06".parse().unwrap()),
            }],
            ..Written::default()
        };
        let text = serde_json::to_string(&written).unwrap();
        assert_eq!(serde_json::from_str::<Written>(&text).unwrap(), written);
    }
}
