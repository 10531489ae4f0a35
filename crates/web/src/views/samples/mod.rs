//! Samples of every page: nothing, one, many; a long name; errors. All people, shops and numbers are invented.
//! Tests render them, and the example writes them out to be looked at.

mod code;
mod employer;
mod firms;
mod gov;
mod ledgers;
mod me;
mod office;
mod privacy;
mod shared;
mod station;
mod worker;

use askama::Template;

use super::{FieldError, FieldErrors, Me as Reader, Page, Pay, PlaceRow, Shift, When};
use crate::i18n::Lang;
use crate::views::employer::{CrewPerson, CrewShift, Fit};

/// 2026-11-23 13:20 in China, a Monday.
pub const NOW: i64 = 1_795_411_200_000_000;
const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A name of sixty characters.
const LONG: &str = "福建省福州市晋安区后屿社区阿兰海鲜大排档连锁经营管理有限责任公司第十七分店暨中央厨房配送中心人力资源与后勤保障部夜班组招";

/// A page with samples.
pub trait Sample: Template + Sized {
    /// Names and samples; the name becomes a file name.
    fn samples() -> Vec<(&'static str, Self)>;

    /// The page inside, so that every sample can be shown in every language and size.
    fn page_mut(&mut self) -> &mut Page;
}

macro_rules! pages {
    ($($list:ident: $($kind:ident)+;)+) => {
        $($(impl super::$list::$kind {
            /// Samples of this page, by name.
            pub fn samples() -> Vec<(&'static str, Self)> {
                <Self as Sample>::samples()
            }
        })+)+

        /// Every sample of every page, rendered: its name and the HTML.
        pub fn all(lang: Lang, large: bool) -> Vec<(String, Result<String, askama::Error>)> {
            let mut out = Vec::new();
            $($(for (name, mut sample) in super::$list::$kind::samples() {
                let page = sample.page_mut();
                (page.lang, page.large) = (lang, large);
                out.push((name.to_owned(), sample.render()));
            })+)+
            out
        }
    };
}

pages! {
    worker: Home Job Application SignIn Code Inbox Place Register Me Resume Messages MyCode;
    employer: EmployerHome Crew EmployerAbout EmployerNew JobForm Candidates JobPeople JobHistory;
    gov: GovHome GovCrew GovJobs GovPeople GovEmployers GovReview GovJournal GovPerson GovArrive GovCard
        GovTwins;
    station: StationHome StationPerson StationNew StationTicket StationShell;
    ledgers: GovLedgers GovLedger GovPortrait;
    firms: EmployerPapers GovEmployer GovAppeals;
    staff: StaffSignIn StaffSetup StaffSecond StaffActivate Account TotpSetup PasskeySetup;
    offices: GovRoles GovApprovals Ops;
    privacy: GovLooks MyPrivacy MyCopy;
    shared: ErrorPage ApiDocs;
}

/// Says where the page inside a sample is.
macro_rules! sample {
    ($kind:ty, $samples:expr) => {
        impl Sample for $kind {
            fn samples() -> Vec<(&'static str, Self)> {
                $samples
            }
            fn page_mut(&mut self) -> &mut Page {
                &mut self.page
            }
        }
    };
}
use sample;

fn visitor(path: &str) -> Page {
    Page { demo: true, csrf: "sample".into(), now: NOW, path: path.into(), ..Page::default() }
}

fn worker(path: &str) -> Page {
    let me = Reader { name_masked: "林*英".into(), unread: 2, worker: true, ..Reader::default() };
    Page { signed_in: Some(me), ..visitor(path) }
}

fn boss(path: &str) -> Page {
    let me = Reader {
        name_masked: "陈*兰".into(),
        worker: true,
        employer: Some("阿兰海鲜排档".into()),
        ..Reader::default()
    };
    Page { signed_in: Some(me), ..visitor(path) }
}

fn official(path: &str) -> Page {
    let me = Reader {
        name_masked: "林*琴".into(),
        office: Some("晋安区".into()),
        role: Some(kernel::Role::Official),
        waiting: 2,
        ..Reader::default()
    };
    Page { signed_in: Some(me), ..visitor(path) }
}

fn station(path: &str) -> Page {
    let mut page = official(path);
    page.signed_in = page.signed_in.map(|me| Reader {
        office: Some("五凤街道".into()),
        role: Some(kernel::Role::Staff),
        waiting: 0,
        ..me
    });
    page
}

fn pay(unit: &str, yuan: i64) -> Pay {
    Pay { unit: unit.into(), fen: yuan * 100 }
}

/// From so many hours after midnight of a day, for so many hours.
fn crew_shift(n: usize, employer: &str) -> CrewShift {
    let person = |at: usize| CrewPerson {
        application: id(n * 10 + at),
        name: if at == 3 { LONG.into() } else { "林*英".into() },
        fit: (!at.is_multiple_of(2)).then_some(Fit::DoneBefore(3)),
        distance: Some(2_500 * at as i64),
        lacks: at.is_multiple_of(2).then(|| "health_certificate".to_owned()),
        kept: at.is_multiple_of(3),
        chosen: at < 2,
    };
    CrewShift {
        id: id(n),
        title: if n == 1 { "排档帮厨".into() } else { LONG.into() },
        when: shift(1, 8 + n as i64, 6),
        pay: pay("day", 200),
        free: 2,
        employer: employer.to_owned(),
        verified: n == 1,
        people: (0..4).map(person).collect(),
    }
}

fn shift(day: i64, hour: i64, hours: i64) -> When {
    let midnight = NOW - 13 * HOUR - 20 * MINUTE;
    let start = midnight + day * DAY + hour * HOUR;
    When::Shifts(vec![Shift { start, end: start + hours * HOUR }])
}

fn id(n: usize) -> String {
    format!("01936a00-0000-7000-8000-{n:012}")
}

fn place(code: &str, name: &str) -> PlaceRow {
    PlaceRow { code: code.into(), name: name.into(), within: "福建省福州市晋安区岳峰镇".into() }
}

fn wrong(pairs: &[(&str, &str)]) -> FieldErrors {
    let max = || vec![("max".to_owned(), "5000".to_owned()), ("min".to_owned(), "10".to_owned())];
    let error = |(field, code): &(&str, &str)| FieldError {
        field: (*field).to_owned(),
        code: (*code).to_owned(),
        detail: max(),
    };
    FieldErrors(pairs.iter().map(error).collect())
}
