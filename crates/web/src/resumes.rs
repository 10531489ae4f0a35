//! A résumé as a page and as a paper: the same facts, masked before they come here. It refuses to know who looks.

use atlas::Atlas;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use documents::{Block, Day, Sheet};
use features::resumes::{Called, Certificate, Month, School, Seen, Work};
use features::workers::Hire;
use kernel::{Error, Micros, civil};

use crate::i18n::T;
use crate::present;
use crate::problem::PageError;
use crate::views::Page;
use crate::views::resume::{ResumePaper, Station, Verified};

fn month(month: Month) -> (i32, u32) {
    (month.year, month.month)
}

fn work(work: Work) -> Station {
    Station {
        from: work.from.map(month),
        to: work.to.map(month),
        title: work.title,
        place: work.place,
        text: work.text,
    }
}

fn school(school: School) -> Station {
    Station {
        from: school.from.map(month),
        to: school.to.map(month),
        title: school.school,
        place: school.what,
        text: String::new(),
    }
}

/// What somebody was hired for, the same work for the same employer once.
pub(crate) fn hires(t: T, hires: Vec<Hire>) -> Vec<Verified> {
    let mut all: Vec<Verified> = Vec::new();
    for hire in hires {
        let employer = hire.employer_name.unwrap_or_else(|| t.word("employer-kind", "household"));
        match all.iter_mut().find(|row| row.title == hire.title && row.employer == employer) {
            Some(row) => (row.times, row.last) = (row.times + 1, row.last.max(hire.hired_at.0)),
            None => all.push(Verified { title: hire.title, employer, last: hire.hired_at.0, times: 1 }),
        }
    }
    all
}

/// What is seen of a résumé, as a page says it.
pub(crate) fn paper(t: T, seen: Seen) -> ResumePaper {
    let (name, surname, sex) = match seen.called {
        Called::Whole(name) => (Some(name), None, None),
        Called::Surname(surname, sex) => (None, surname, sex),
    };
    let written = seen.written;
    ResumePaper {
        name,
        surname,
        sex: sex.map(|sex| sex.to_string()).unwrap_or_default(),
        phone: seen.phone.map(|phone| phone.as_str().to_owned()),
        region: Atlas::load().full_name(seen.region),
        wants: seen.wants.to_string(),
        occupations: seen.occupations.iter().map(|code| present::occupation(code)).collect(),
        slots: i64::from(seen.availability.bits()),
        pay: seen.pay.map(Into::into),
        headline: written.headline,
        can: written.can,
        has: written.has.iter().map(ToString::to_string).collect(),
        hires: hires(t, seen.hires),
        work: written.work.into_iter().map(work).collect(),
        schools: written.schools.into_iter().map(school).collect(),
        certificates: written
            .certificates
            .into_iter()
            .map(|Certificate { name, since }| (name, since.map(month)))
            .collect(),
        languages: written.languages,
        words: written.words,
        saved_at: seen.version.map(|(_, at)| at.0),
    }
}

/// The paper to be handed out as a file.
pub(crate) fn pdf(page: &Page, paper: &ResumePaper) -> Result<Response, PageError> {
    let file = documents::pdf(&sheet(page, paper)).map_err(|error| {
        tracing::error!(%error, "a paper could not be written");
        PageError(Error::internal("internal"))
    })?;
    let mut response = file.into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"resume.pdf\""),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// The same words as on the page, in the same order.
fn sheet(page: &Page, paper: &ResumePaper) -> Sheet {
    let (year, month, day, ..) = civil(Micros(page.now));
    let called = paper.called(page);
    let heading = |key: &str| Block::Heading(page.t(key));
    let mut blocks =
        vec![Block::Name { text: called.clone(), aside: paper.phone.clone().unwrap_or_default() }];
    for line in [&paper.headline, &paper.region] {
        if !line.is_empty() {
            blocks.push(Block::Line(line.clone()));
        }
    }
    blocks.push(heading("resume-wants"));
    let occupations =
        if paper.occupations.is_empty() { page.t("me-not-said") } else { page.names(&paper.occupations) };
    let mut facts = vec![
        (page.t("me-wants"), page.word("wants", &paper.wants)),
        (page.t("me-occupations"), occupations),
        (page.t("fact-time"), page.week(paper.slots)),
    ];
    facts.extend(paper.pay.as_ref().map(|pay| (page.t("pay-wanted"), page.pay(pay))));
    blocks.extend(facts.into_iter().map(|(label, text)| Block::Fact { label, text }));
    let has = page.list("requirement", &paper.has);
    let can = [paper.can.as_str(), has.as_str()].into_iter().filter(|text| !text.is_empty());
    let can: Vec<Block> = can.map(|text| Block::Text(text.to_owned())).collect();
    let hired = |row: &Verified| Block::Entry {
        title: row.title.clone(),
        when: ResumePaper::times(page, row),
        place: row.employer.clone(),
        text: String::new(),
        mark: page.t("resume-verified"),
    };
    let station = |row: &Station| Block::Entry {
        title: row.title.clone(),
        when: ResumePaper::span(page, &row.from, &row.to),
        place: row.place.clone(),
        text: row.text.clone(),
        mark: String::new(),
    };
    let certificate = |(name, since): &(String, Option<(i32, u32)>)| Block::Fact {
        label: since.as_ref().map(|since| ResumePaper::month(page, since)).unwrap_or_default(),
        text: name.clone(),
    };
    let languages = paper.languages.join(&page.t("comma"));
    let words = |text: &str| if text.is_empty() { Vec::new() } else { vec![Block::Text(text.to_owned())] };
    let parts: [(&str, Vec<Block>); 7] = [
        ("resume-can", can),
        ("resume-hires", paper.hires.iter().map(hired).collect()),
        ("resume-work", paper.work.iter().map(station).collect()),
        ("resume-schools", paper.schools.iter().map(station).collect()),
        ("resume-certificates", paper.certificates.iter().map(certificate).collect()),
        ("resume-languages", words(&languages)),
        ("resume-words", words(&paper.words)),
    ];
    for (key, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        blocks.push(heading(key));
        blocks.extend(part);
    }
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    Sheet {
        title: called,
        lang: page.lang.tag().to_owned(),
        day: Day { year: u16::try_from(year).unwrap_or(0), month: small(month), day: small(day) },
        blocks,
        foot: page.a("resume-printed", "day", ResumePaper::day_of(page, &page.now)),
        missing: page.t("resume-missing"),
    }
}
