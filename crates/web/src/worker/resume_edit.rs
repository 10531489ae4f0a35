//! Writing one's résumé. Buttons that add or drop a row show the form again with what was typed; so does whatever is wrong.

use std::sync::Arc;

use axum::extract::State;
use features::resumes::{self, Certificate, Own, School, Work, Written};
use kernel::{Error, Kind};

use super::resume::register;
use crate::app::App;
use crate::forms::{Check, Fields};
use crate::problem::{Reply, again, onward, show};
use crate::resumes::hires;
use crate::views::resume::{ResumeEdit, TypedStation};
use crate::views::{FieldError, FieldErrors, Page};
use crate::visitor::Visitor;

/// `GET /me/resume/edit`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = resumes::own(&app.store, &session.actor, worker.id).await?;
    show(&kept(visitor.page(&app).await?, own))
}

/// `POST /me/resume`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let session = visitor.session()?;
    let Some(worker) = session.worker else { return Ok(register()) };
    let own = resumes::own(&app.store, &session.actor, worker.id).await?;
    let mut view = typed(visitor.page(&app).await?, &form);
    view.hires = hires(view.page.words(), own.full.hires);
    if stepped(&mut view, form.get("step")) {
        return show(&view);
    }
    let (written, mut check) = read(&view);
    if check.0.is_empty() {
        let base = view.base.parse().ok();
        match resumes::save(&app.store, &session.actor, worker.id, base, written).await {
            Ok(_) => return Ok(onward("/me/resume", "resume_saved")),
            Err(error) if error.kind == Kind::Conflict => {
                // What was saved elsewhere is there to be looked at; saving again is made from it.
                let now = resumes::own(&app.store, &session.actor, worker.id).await?;
                view.base = now.current.map(|id| id.to_string()).unwrap_or_default();
                check.note(error);
            }
            Err(error) if error.field.is_some() => check.0.0.push(placed(&view, &error)),
            Err(error) => return Err(error.into()),
        }
    }
    view.errors = check.0;
    again(&view)
}

/// The form as it is to be filled in anew.
fn kept(page: Page, own: Own) -> ResumeEdit {
    let month = |month: Option<resumes::Month>| month.map(|month| month.to_string()).unwrap_or_default();
    let written = own.full.written;
    let work = |row: Work| TypedStation {
        from: month(row.from),
        to: month(row.to),
        title: row.title,
        place: row.place,
        text: row.text,
    };
    let school = |row: School| TypedStation {
        from: month(row.from),
        to: month(row.to),
        title: row.school,
        place: row.what,
        text: String::new(),
    };
    ResumeEdit {
        base: own.current.map(|id| id.to_string()).unwrap_or_default(),
        headline: written.headline,
        can: written.can,
        has: written.has.iter().map(ToString::to_string).collect(),
        hires: hires(page.words(), own.full.hires),
        work: written.work.into_iter().map(work).collect(),
        schools: written.schools.into_iter().map(school).collect(),
        certificates: written.certificates.into_iter().map(|row| (row.name, month(row.since))).collect(),
        languages: written.languages.join(&page.t("comma")),
        words: written.words,
        errors: FieldErrors::default(),
        page,
    }
}

/// The form as it was typed.
fn typed(page: Page, form: &Fields) -> ResumeEdit {
    let rows = |list: &str, parts: [&str; 5]| {
        let all = parts.map(|part| {
            let name = format!("{list}_{part}");
            form.all(&name).map(str::to_owned).collect::<Vec<_>>()
        });
        let count = all.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |part: usize, row: usize| all[part].get(row).cloned().unwrap_or_default();
        let row = |row| TypedStation {
            from: cell(0, row),
            to: cell(1, row),
            title: cell(2, row),
            place: cell(3, row),
            text: cell(4, row),
        };
        (0..count).map(row).collect::<Vec<_>>()
    };
    let papers = rows("certificate", ["since", "-", "name", "-", "-"]);
    ResumeEdit {
        base: form.text("base"),
        headline: form.text("headline"),
        can: form.text("can"),
        has: form.all("has").map(str::to_owned).collect(),
        work: rows("work", ["from", "to", "title", "place", "text"]),
        schools: rows("school", ["from", "to", "title", "place", "-"]),
        certificates: papers.into_iter().map(|row| (row.title, row.from)).collect(),
        languages: form.text("languages"),
        words: form.text("words"),
        page,
        ..ResumeEdit::default()
    }
}

/// Adds or drops a row; no if the step is another.
fn stepped(view: &mut ResumeEdit, step: &str) -> bool {
    let row = |list: &str| step.strip_prefix(list)?.parse::<usize>().ok()?.checked_sub(1);
    match step {
        "more_work" if view.work.len() < Written::MOST_WORK => view.work.push(TypedStation::default()),
        "more_school" if view.schools.len() < Written::MOST_SCHOOLS => {
            view.schools.push(TypedStation::default());
        }
        "more_certificate" if view.certificates.len() < Written::MOST_CERTIFICATES => {
            view.certificates.push(Default::default());
        }
        "more_work" => full(view, "work", Written::MOST_WORK),
        "more_school" => full(view, "schools", Written::MOST_SCHOOLS),
        "more_certificate" => full(view, "certificates", Written::MOST_CERTIFICATES),
        _ => match (row("drop_work_"), row("drop_school_"), row("drop_certificate_")) {
            (Some(row), _, _) if row < view.work.len() => drop(view.work.remove(row)),
            (_, Some(row), _) if row < view.schools.len() => drop(view.schools.remove(row)),
            (_, _, Some(row)) if row < view.certificates.len() => drop(view.certificates.remove(row)),
            _ => return false,
        },
    }
    true
}

fn full(view: &mut ResumeEdit, field: &'static str, most: usize) {
    let mut check = Check::default();
    check.note(Error::invalid("resume.count").field(field).with("max", most));
    view.errors = check.0;
}

/// What is written, without rows in which nothing is; every month that is none is noted at once.
fn read(view: &ResumeEdit) -> (Written, Check) {
    let mut check = Check::default();
    let mut month = |text: &str, field: String| {
        if text.trim().is_empty() {
            return None;
        }
        let read = text.parse::<resumes::Month>();
        read.map_err(|error| check.0.0.push(FieldError { field, ..FieldError::from(&error) })).ok()
    };
    let mut work = Vec::new();
    for (row, typed) in (1..).zip(&view.work).filter(|(_, row)| !blank(row)) {
        work.push(Work {
            from: month(&typed.from, ResumeEdit::of("work_from", &row)),
            to: month(&typed.to, ResumeEdit::of("work_to", &row)),
            place: typed.place.clone(),
            title: typed.title.clone(),
            text: typed.text.clone(),
        });
    }
    let mut schools = Vec::new();
    for (row, typed) in (1..).zip(&view.schools).filter(|(_, row)| !blank(row)) {
        schools.push(School {
            from: month(&typed.from, ResumeEdit::of("school_from", &row)),
            to: month(&typed.to, ResumeEdit::of("school_to", &row)),
            school: typed.title.clone(),
            what: typed.place.clone(),
        });
    }
    let mut certificates = Vec::new();
    for (row, (name, since)) in (1..).zip(&view.certificates) {
        if !(name.trim().is_empty() && since.trim().is_empty()) {
            let since = month(since, ResumeEdit::of("certificate_since", &row));
            certificates.push(Certificate { name: name.clone(), since });
        }
    }
    let languages = view.languages.split(['\u{3001}', '\u{FF0C}', ',', '\u{FF1B}', ';', '\n']);
    let languages = languages.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let written = Written {
        headline: view.headline.clone(),
        can: view.can.clone(),
        has: view.has.iter().filter_map(|word| word.parse().ok()).collect(),
        work,
        schools,
        certificates,
        languages,
        words: view.words.clone(),
    };
    (written, check)
}

fn blank(row: &TypedStation) -> bool {
    [&row.from, &row.to, &row.title, &row.place, &row.text].iter().all(|text| text.trim().is_empty())
}

/// An error beside the field of the row that is to blame. Rows without words were left out and do not count.
fn placed(view: &ResumeEdit, error: &Error) -> FieldError {
    let found = FieldError::from(error);
    let said = |name: &str| error.detail.iter().find(|(of, _)| *of == name).map(|(_, value)| value.as_str());
    let (Some(row), Some(part)) = (said("row").and_then(|row| row.parse::<usize>().ok()), said("part"))
    else {
        return found;
    };
    let nth = |kept: Vec<bool>| {
        let mut rows = (1..).zip(kept).filter(|(_, kept)| *kept).map(|(at, _)| at);
        rows.nth(row.saturating_sub(1)).unwrap_or(row)
    };
    let field = match (error.field.unwrap_or_default(), part) {
        ("schools", part) => {
            let part = match part {
                "school" => "title",
                "what" => "place",
                part => part,
            };
            ResumeEdit::of(
                &format!("school_{part}"),
                &nth(view.schools.iter().map(|row| !blank(row)).collect()),
            )
        }
        ("certificates", part) => {
            let kept = view.certificates.iter().map(|(name, since)| !(name.is_empty() && since.is_empty()));
            ResumeEdit::of(&format!("certificate_{part}"), &nth(kept.collect()))
        }
        (_, part) => {
            ResumeEdit::of(&format!("work_{part}"), &nth(view.work.iter().map(|row| !blank(row)).collect()))
        }
    };
    FieldError { field, ..found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> ResumeEdit {
        typed(Page::default(), &Fields::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn rows_keep_together_and_blank_ones_do_not_count() {
        let typed = "work_title=&work_place=&work_from=&work_to=&work_text=\
            &work_title=a&work_place=b&work_from=2020-01&work_to=&work_text=c\
            &certificate_name=d&certificate_since=2019-13&languages=%E6%99%AE%E9%80%9A%E8%AF%9D%E3%80%81b";
        let view = form(typed);
        let (written, check) = read(&view);
        assert_eq!(
            (written.work.len(), written.work[0].title.as_str(), written.languages.len()),
            (1, "a", 2)
        );
        let fields: Vec<_> =
            check.0.0.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
        assert_eq!(fields, [("certificate_since-1", "resume.month")]);
        let error = Error::invalid("text.empty").field("work").with("row", 1).with("part", "title");
        assert_eq!(placed(&view, &error).field, "work_title-2");
    }

    #[test]
    fn rows_are_added_and_dropped_by_their_buttons() {
        let mut view = form("work_title=a&work_title=b&work_place=x&work_place=y");
        assert!(stepped(&mut view, "drop_work_1") && view.work.len() == 1);
        assert_eq!((view.work[0].title.as_str(), view.work[0].place.as_str()), ("b", "y"));
        assert!(stepped(&mut view, "more_work") && view.work.len() == 2);
        for step in ["save", "", "drop_work_9", "drop_work_0", "drop_work_x", "more"] {
            assert!(!stepped(&mut view, step), "{step}");
        }
        view.work = vec![TypedStation::default(); Written::MOST_WORK];
        assert!(
            stepped(&mut view, "more_work")
                && view.work.len() == Written::MOST_WORK
                && !view.errors.is_empty()
        );
    }
}
