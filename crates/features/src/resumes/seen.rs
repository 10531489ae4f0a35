//! What of a résumé somebody sees: the one rule, pure. `docs/resume.md` prints it as a table.

use kernel::{Availability, Level, Micros, Pay, Phone, RegionCode, ResumeId, Sex};

use super::{Certificate, School, Work, Written, veil};
use crate::applications::ApplicationState;
use crate::workers::{Hire, RegistrationKind};

kernel::words! {
    /// How far things have come between a person and who looks.
    pub enum Stage {
        /// It is their own, or they let somebody act for them.
        Own = "own",
        /// They asked for work, or were offered it and have not said yes.
        Before = "before",
        /// They were hired.
        Hired = "hired",
        /// It is over, or they are erased.
        Over = "over",
    }
}

impl Stage {
    /// Where an application stands, for its employer.
    pub const fn of(state: ApplicationState) -> Self {
        match state {
            ApplicationState::Applied | ApplicationState::Shortlisted | ApplicationState::Offered => {
                Self::Before
            }
            ApplicationState::Hired => Self::Hired,
            ApplicationState::Refused | ApplicationState::Withdrawn | ApplicationState::Lapsed => Self::Over,
        }
    }
}

/// Everything of a person that a résumé is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Full {
    /// The name.
    pub name: String,
    /// The sex, where their identity number says it.
    pub sex: Option<Sex>,
    /// The phone.
    pub phone: Option<Phone>,
    /// Where they live.
    pub region: RegionCode,
    /// What they look for.
    pub wants: RegistrationKind,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they can.
    pub availability: Availability,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// The version, and when it was saved; none for what was only taken from the record.
    pub version: Option<(ResumeId, Micros)>,
    /// What they write.
    pub written: Written,
    /// What they were hired for here, the last first.
    pub hires: Vec<Hire>,
}

/// What somebody is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// By the whole name.
    Whole(String),
    /// By the surname, if there is one to be told, as a man or a woman, if that is known.
    Surname(Option<String>, Option<Sex>),
}

/// A résumé as somebody sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The name, or as much of it.
    pub called: Called,
    /// The phone.
    pub phone: Option<Phone>,
    /// Where they live, or the township of it.
    pub region: RegionCode,
    /// What they look for.
    pub wants: RegistrationKind,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they can.
    pub availability: Availability,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// The version, and when it was saved.
    pub version: Option<(ResumeId, Micros)>,
    /// What they write.
    pub written: Written,
    /// What they were hired for here, the last first.
    pub hires: Vec<Hire>,
}

/// What of a résumé is seen at a stage: all of one's own; before a hire no name beyond the surname, no phone, no place below
/// the township, and the same covered in their words; once hired name and phone; nothing once it is over.
pub fn seen_by(stage: Stage, full: Full) -> Option<Seen> {
    let (called, phone, region, written) = match stage {
        Stage::Over => return None,
        Stage::Own => (Called::Whole(full.name), full.phone, full.region, full.written),
        Stage::Hired => (Called::Whole(full.name), full.phone, township(full.region), full.written),
        Stage::Before => {
            let surname = matching::people::surname(&full.name).map(str::to_owned);
            let given =
                surname.as_deref().and_then(|surname| full.name.strip_prefix(surname)).unwrap_or_default();
            let written = veiled(full.written, &[&full.name, given]);
            (Called::Surname(surname, full.sex), None, township(full.region), written)
        }
    };
    Some(Seen {
        called,
        phone,
        region,
        wants: full.wants,
        occupations: full.occupations,
        availability: full.availability,
        pay: full.pay,
        version: full.version,
        written,
        hires: full.hires,
    })
}

fn township(region: RegionCode) -> RegionCode {
    if region.level() > Level::Township { region.at(Level::Township) } else { region }
}

/// Every word of what is written, covered.
fn veiled(written: Written, names: &[&str]) -> Written {
    let cover = |text: String| veil(&text, names);
    Written {
        headline: cover(written.headline),
        can: cover(written.can),
        has: written.has,
        work: written
            .work
            .into_iter()
            .map(|work| Work {
                place: cover(work.place),
                title: cover(work.title),
                text: cover(work.text),
                from: work.from,
                to: work.to,
            })
            .collect(),
        schools: written
            .schools
            .into_iter()
            .map(|school| School {
                school: cover(school.school),
                what: cover(school.what),
                from: school.from,
                to: school.to,
            })
            .collect(),
        certificates: written
            .certificates
            .into_iter()
            .map(|paper| Certificate { name: cover(paper.name), since: paper.since })
            .collect(),
        languages: written.languages.into_iter().map(cover).collect(),
        words: cover(written.words),
    }
}
