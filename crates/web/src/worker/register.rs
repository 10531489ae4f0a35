//! Registering as a worker, and changing it. Buttons that only look something up show the form again with what was
//! typed.

use std::sync::Arc;

use axum::extract::State;
use features::workers::{self, About, Profile, Registration, RegistrationKind};
use kernel::{Availability, Error, PersonName, Point, RegionCode};
use matching::Occupations;

use super::me::wants;
use crate::app::App;
use crate::forms::{Asked, Check, Fields};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::worker::Register;
use crate::views::{Occupation, Page};
use crate::visitor::{Visitor, local};

const REACH: [(&str, i64); 4] = [("walk", 1_050), ("3km", 3_000), ("10km", 10_000), ("any", 100_000)];
const FOUND: usize = 8;

/// `GET /me/register`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let session = visitor.session()?;
    let page = visitor.page(&app).await?;
    let next = local(asked.get("next")).to_owned();
    let mut view = match session.worker {
        Some(worker) => kept(page, workers::profile(&app.store, &session.actor, worker.id).await?),
        None => Register {
            page,
            wants: "gig".to_owned(),
            reach: "3km".to_owned(),
            pay_unit: "day".to_owned(),
            region: visitor.place.as_ref().map(|place| present::place(place.region)),
            home: "none".to_owned(),
            ..Register::default()
        },
    };
    view.here = visitor.place.as_ref().map(|place| place.name.clone());
    view.next = next;
    show(&view)
}

fn kept(page: Page, profile: Profile) -> Register {
    let reach = REACH.iter().find(|(_, metres)| profile.reach_m <= *metres).map_or("any", |(reach, _)| reach);
    let skills = profile.about.skills.join(&page.t("comma"));
    Register {
        edit: true,
        wants: wants(&profile).to_owned(),
        name: profile.name.unwrap_or_default(),
        occupations: profile.occupations.iter().map(|code| present::occupation(code)).collect(),
        skills,
        findable: profile.findable,
        has: profile.about.has.iter().map(ToString::to_string).collect(),
        slots: i64::from(profile.availability.bits()),
        reach: reach.to_owned(),
        pay_unit: profile.pay.map_or("day".to_owned(), |pay| pay.unit().to_string()),
        pay_amount: profile.pay.map_or(String::new(), |pay| pay.fen().yuan()),
        region: Some(present::place(profile.region)),
        id_masked: profile.id_number_masked,
        home: if profile.home.is_some() { "keep" } else { "none" }.to_owned(),
        home_known: profile.home.is_some(),
        page,
        ..Register::default()
    }
}

/// `POST /me/register`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let session = visitor.session()?;
    let known = match session.worker {
        Some(worker) => Some(workers::profile(&app.store, &session.actor, worker.id).await?),
        None => None,
    };
    let saved = match form.get("step") {
        "find_occupation" | "find_region" => Ok(None),
        _ => save(&app, &visitor, known.as_ref(), &form).await.map(Some),
    };
    let mut view = typed(visitor.page(&app).await?, &form);
    view.here = visitor.place.as_ref().map(|place| place.name.clone());
    if let Some(profile) = known {
        (view.edit, view.id_masked) = (true, profile.id_number_masked);
        view.home_known = profile.home.is_some();
    }
    match saved {
        Ok(None) => show(&view),
        Ok(Some(())) => {
            let next = local(form.get("next"));
            Ok(onward(if next == "/" { "/me" } else { next }, "saved"))
        }
        Err(Refused::Form(check)) => {
            view.errors = check.0;
            again(&view)
        }
        Err(Refused::Page(error)) => Err(error),
    }
}

enum Refused {
    Form(Check),
    Page(PageError),
}

async fn save(app: &App, visitor: &Visitor, known: Option<&Profile>, form: &Fields) -> Result<(), Refused> {
    let mut check = Check::default();
    let home = check.take("home", home(visitor, known, form));
    let Some(mut input) = registration(form, &mut check).filter(|_| check.0.is_empty()) else {
        return Err(Refused::Form(check));
    };
    input.home = home.flatten();
    // What was said elsewhere, and is not asked here, stays.
    input.about.text = known.map(|profile| profile.about.text.clone()).unwrap_or_default();
    let account = visitor.account().map_err(Refused::Page)?;
    match workers::register(&app.store, &visitor.actor(), account, input).await {
        Ok(_) => Ok(()),
        Err(error) if error.field.is_some() => {
            let field =
                if error.field == Some("reach_m") { "reach" } else { error.field.unwrap_or_default() };
            check.note(error.field(field));
            Err(Refused::Form(check))
        }
        Err(error) => Err(Refused::Page(error.into())),
    }
}

/// The point that the form names as home: the one on record, where the reader said they are, or where their phone is.
fn home(visitor: &Visitor, known: Option<&Profile>, form: &Fields) -> kernel::Result<Option<Point>> {
    let outside = || Error::invalid("place.outside");
    match form.get("home") {
        "keep" => Ok(known.and_then(|profile| profile.home)),
        "here" => Ok(visitor.place.as_ref().map(|place| place.point)),
        "found" => {
            let degrees = |name| form.get(name).parse::<f64>().map_err(|_| outside());
            Point::new(degrees("lon")?, degrees("lat")?).map(Some).map_err(|_| outside())
        }
        _ => Ok(None),
    }
}

fn registration(form: &Fields, check: &mut Check) -> Option<Registration> {
    let kind = check.take("wants", form.get("wants").parse::<RegistrationKind>());
    let name = check.take("name", form.get("name").parse::<PersonName>());
    let number = form.some("id_number").map(|number| check.take("id_number", number.parse()));
    let region = check.take("region", form.region());
    let slots = check.take("availability", Availability::new(form.slots()).and_then(some_time));
    let reach = REACH.iter().find(|(reach, _)| *reach == form.get("reach")).map(|(_, metres)| *metres);
    let reach = check.take("reach", reach.ok_or(Error::invalid("word.unknown")));
    let pay = check.take("pay", present::pay(form));
    Some(Registration {
        name: name?,
        kind: kind?,
        id_number: number.flatten(),
        region: region?,
        home: None,
        occupations: form.all("occupation").map(str::to_owned).collect(),
        availability: slots?,
        reach_m: reach?,
        pay: pay?,
        findable: form.get("findable") == "yes",
        about: About {
            skills: skills(form.get("skills")),
            has: form.all("has").filter_map(|word| word.parse().ok()).collect(),
            text: String::new(),
        },
    })
}

fn some_time(slots: Availability) -> kernel::Result<Availability> {
    if slots.is_empty() { Err(Error::invalid("availability.empty")) } else { Ok(slots) }
}

/// What one can do, a few words each, however they are separated.
pub(crate) fn skills(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', '\n', '\r']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The form as it was typed, with what was looked up.
fn typed(page: Page, form: &Fields) -> Register {
    let known = Occupations::load();
    let chosen: Vec<Occupation> = form
        .all("occupation")
        .filter(|code| known.get(code).is_some())
        .take(5)
        .map(present::occupation)
        .collect();
    let q = form.get("occupation_q").trim();
    let found = if q.is_empty() { Vec::new() } else { known.find(q, FOUND) };
    let found =
        found.iter().map(|hit| present::occupation(hit.code)).filter(|row| !chosen.contains(row)).collect();
    let region_q = form.text("region_q");
    let region: Option<RegionCode> = form.get("region").parse().ok();
    let region = region.filter(|code| atlas::Atlas::load().get(*code).is_some()).map(present::place);
    Register {
        page,
        edit: false,
        wants: form.text("wants"),
        name: form.text("name"),
        occupations: chosen,
        occupation_q: q.to_owned(),
        found,
        skills: form.text("skills"),
        findable: form.get("findable") == "yes",
        has: form.all("has").map(str::to_owned).collect(),
        slots: i64::from(form.slots()),
        reach: form.text("reach"),
        pay_unit: form.text("pay_unit"),
        pay_amount: form.text("pay_amount"),
        places: if region_q.trim().is_empty() { Vec::new() } else { present::places(&region_q, 10) },
        region,
        region_q,
        home: form.text("home"),
        found_at: (form.text("lon"), form.text("lat")),
        home_known: false,
        here: None,
        id_number: form.text("id_number"),
        id_masked: None,
        next: local(form.get("next")).to_owned(),
        errors: Default::default(),
    }
}

#[cfg(test)]
mod tests {
    use features::workers::Belonging;

    use super::*;

    #[test]
    fn everything_one_can_have_can_be_ticked() {
        let words: Vec<_> = Belonging::ALL.iter().map(|one| one.as_str()).collect();
        assert_eq!(words, Register::BELONGINGS);
    }
}
