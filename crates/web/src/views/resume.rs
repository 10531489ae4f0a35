//! Résumés: one's own to look at, to write and to compare, and as employers and stations see them.

use askama::Template;

use super::{FieldErrors, Occupation, Page, Pay};

/// A month of a year.
pub type Month = (i32, u32);

/// Work of before, or a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Station {
    /// Since.
    pub from: Option<Month>,
    /// Until; none for what goes on.
    pub to: Option<Month>,
    /// As what; of a school which.
    pub title: String,
    /// For whom and where; of a school what was learnt.
    pub place: String,
    /// What was done.
    pub text: String,
}

/// Work that somebody was hired for here, so often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The job's title.
    pub title: String,
    /// The employer's name.
    pub employer: String,
    /// When hired last.
    pub last: i64,
    /// How often.
    pub times: i64,
}

/// A résumé as far as its reader may see it.
#[derive(Clone, Debug, Default)]
pub struct ResumePaper {
    /// The whole name, where it is seen.
    pub name: Option<String>,
    /// The surname, where no more is.
    pub surname: Option<String>,
    /// `female`, `male`, or nothing.
    pub sex: String,
    /// The phone, where it is seen.
    pub phone: Option<String>,
    /// The names of the region, as far down as it is seen.
    pub region: String,
    /// `gig` or `full_time`.
    pub wants: String,
    /// Occupations chosen.
    pub occupations: Vec<Occupation>,
    /// The week they can.
    pub slots: i64,
    /// Pay wished for.
    pub pay: Option<Pay>,
    /// Themselves in one line.
    pub headline: String,
    /// What they can do.
    pub can: String,
    /// Words of belongings.
    pub has: Vec<String>,
    /// Work they were hired for here, newest first.
    pub hires: Vec<Verified>,
    /// Work of before.
    pub work: Vec<Station>,
    /// Schools.
    pub schools: Vec<Station>,
    /// Certificates: name, and since when.
    pub certificates: Vec<(String, Option<Month>)>,
    /// Languages.
    pub languages: Vec<String>,
    /// Anything else.
    pub words: String,
    /// When the version was saved; none for what was only taken from the registration.
    pub saved_at: Option<i64>,
}

impl ResumePaper {
    /// What the person is called.
    pub fn called(&self, page: &Page) -> String {
        match (&self.name, &self.surname) {
            (Some(name), _) => name.clone(),
            (None, Some(surname)) if self.sex.is_empty() => {
                page.a("resume-called-unknown", "surname", surname)
            }
            (None, Some(surname)) => page.a(page.key("resume-called", &self.sex), "surname", surname),
            (None, None) if self.sex.is_empty() => page.t("resume-somebody-unknown"),
            (None, None) => page.word("resume-somebody", &self.sex),
        }
    }

    /// A month in words.
    pub fn month(page: &Page, (year, month): &Month) -> String {
        page.aa("resume-month", "year", year.to_string(), "month", month.to_string())
    }

    /// The month of a moment in words: a paper outlives what is today.
    pub fn month_of(page: &Page, at: &i64) -> String {
        let (year, month, ..) = kernel::civil(kernel::Micros(*at));
        Self::month(page, &(year, month))
    }

    /// The day of a moment in figures, for the foot.
    pub fn day_of(page: &Page, at: &i64) -> String {
        let (year, month, day, ..) = kernel::civil(kernel::Micros(*at));
        let [year, month, day] = [year.to_string(), month.to_string(), day.to_string()];
        page.words().a("resume-day", &[("year", &year), ("month", &month), ("day", &day)])
    }

    /// How often and when last somebody was hired for something.
    pub fn times(page: &Page, row: &Verified) -> String {
        page.aa("resume-times", "n", row.times, "day", Self::month_of(page, &row.last))
    }

    /// A stretch of months in words; nothing if none is said.
    pub fn span(page: &Page, from: &Option<Month>, to: &Option<Month>) -> String {
        match (from, to) {
            (None, None) => String::new(),
            (Some(from), None) => page.a("resume-since", "from", Self::month(page, from)),
            (None, Some(to)) => page.a("resume-until", "to", Self::month(page, to)),
            (Some(from), Some(to)) => {
                page.aa("resume-span", "from", Self::month(page, from), "to", Self::month(page, to))
            }
        }
    }
}

/// `/me/resume`: one's own, the current one or an earlier.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/resume.html")]
pub struct Resume {
    /// The page.
    pub page: Page,
    /// What is seen.
    pub paper: ResumePaper,
    /// Whether it is shown as an employer sees it before a hire.
    pub blind: bool,
    /// The id of the version looked at, if it is not the current one.
    pub old: Option<String>,
    /// The id of the current version; empty before the first.
    pub current: String,
    /// Why going back failed, if it did.
    pub errors: FieldErrors,
}

impl Resume {
    /// The address of this page, or of the same as a file, in one's own eyes or an employer's.
    pub fn here(&self, file: bool, blind: bool) -> String {
        let path = match &self.old {
            Some(id) => format!("/me/resume/versions/{id}{}", if file { "/pdf" } else { "" }),
            None => format!("/me/resume{}", if file { ".pdf" } else { "" }),
        };
        path + if blind { "?as=employer" } else { "" }
    }
}

/// A station of work or a school as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedStation {
    /// `…_from`.
    pub from: String,
    /// `…_to`.
    pub to: String,
    /// `…_title`.
    pub title: String,
    /// `…_place`.
    pub place: String,
    /// `…_text`; schools have none.
    pub text: String,
}

/// `/me/resume/edit`: writing it. Buttons send `step`: `save`, `more_work`, `drop_work_2`, and likewise for the other lists.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/resume_edit.html")]
pub struct ResumeEdit {
    /// The page.
    pub page: Page,
    /// `base`: the version that the form was filled from.
    pub base: String,
    /// `headline`.
    pub headline: String,
    /// `can`.
    pub can: String,
    /// Words of belongings; checkboxes `has`.
    pub has: Vec<String>,
    /// What is known here, not to be changed.
    pub hires: Vec<Verified>,
    /// `work_…`, repeated.
    pub work: Vec<TypedStation>,
    /// `school_…`, repeated.
    pub schools: Vec<TypedStation>,
    /// `certificate_name` and `certificate_since`, repeated.
    pub certificates: Vec<(String, String)>,
    /// `languages`, in one line.
    pub languages: String,
    /// `words`.
    pub words: String,
    /// Errors by field name; of lists `work_title-2`.
    pub errors: FieldErrors,
}

impl ResumeEdit {
    /// The belongings, in order.
    pub const BELONGINGS: [&'static str; 5] = super::me::Register::BELONGINGS;

    /// Whether a belonging is ticked.
    pub fn owns(&self, code: &str) -> bool {
        self.has.iter().any(|one| one == code)
    }

    /// The name of a field of a row, as its errors go by; rows count from 1.
    pub fn of(field: &str, row: &usize) -> String {
        format!("{field}-{row}")
    }

    /// The fields that show their own errors.
    pub fn fields(&self) -> String {
        let mut all = String::from("headline can work schools certificates languages words");
        let rows = [
            ("work", self.work.len(), &["from", "to", "title", "place", "text"][..]),
            ("school", self.schools.len(), &["from", "to", "title", "place"]),
            ("certificate", self.certificates.len(), &["name", "since"]),
        ];
        for (list, count, parts) in rows {
            for row in 1..=count {
                for part in parts {
                    all.push_str(&format!(" {list}_{part}-{row}"));
                }
            }
        }
        all
    }
}

/// A version in a list.
#[derive(Clone, Debug, Default)]
pub struct VersionRow {
    /// Its id.
    pub id: String,
    /// Counted from the first.
    pub number: i64,
    /// When it was saved.
    pub at: i64,
    /// Whether its words are still kept.
    pub kept: bool,
    /// How many employers were given it.
    pub given: i64,
}

/// A part of two versions beside each other.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// Worded under `resume-part-…`.
    pub part: String,
    /// What the earlier says.
    pub before: String,
    /// What the later says.
    pub after: String,
}

/// `/me/resume/versions`: what was saved, and two of them compared.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/resume_versions.html")]
pub struct ResumeVersions {
    /// The page.
    pub page: Page,
    /// The last first.
    pub rows: Vec<VersionRow>,
    /// The id of the earlier of two that are compared.
    pub a: String,
    /// The id of the later.
    pub b: String,
    /// What differs between them; none if nothing is compared.
    pub compared: Option<Vec<Compared>>,
}

impl ResumeVersions {
    /// Those that can be compared.
    pub fn kept(&self) -> Vec<&VersionRow> {
        self.rows.iter().filter(|row| row.kept).collect()
    }

    /// The number of a version.
    pub fn number(&self, id: &str) -> i64 {
        self.rows.iter().find(|row| row.id == id).map_or(0, |row| row.number)
    }
}

/// `/employer/applications/{id}/resume`: what came with an application.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/resume.html")]
pub struct EmployerResume {
    /// The page.
    pub page: Page,
    /// The application's id.
    pub id: String,
    /// The job's id.
    pub job: String,
    /// The job's title.
    pub title: String,
    /// The application's state.
    pub state: String,
    /// When they applied.
    pub applied_at: i64,
    /// `before` or `hired`.
    pub stage: String,
    /// What is seen.
    pub paper: ResumePaper,
}

/// `/station/people/{id}/resume`: the résumé of somebody who lets the station act for them, to print.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/resume.html")]
pub struct StationResume {
    /// The page.
    pub page: Page,
    /// The worker's id.
    pub id: String,
    /// What is seen.
    pub paper: ResumePaper,
}
