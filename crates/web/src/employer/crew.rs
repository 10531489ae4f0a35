//! A crew for a day: proposed, adjusted, confirmed. The proposal ticks boxes; only what is ticked when it is sent is
//! offered.

use std::sync::Arc;

use axum::extract::State;
use features::applications::ApplicationState;
use features::crew::{self, Plan, Proposed, Shift};
use features::employers;
use kernel::{ApplicationId, EmployerId, Micros, Period, Result, day_start};

use super::candidates::fit;
use crate::app::App;
use crate::forms::{Asked, Check, Fields};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::employer::{Crew, CrewPerson, CrewShift};
use crate::visitor::Visitor;

/// `GET /employer/crew?day=MICROS`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    show(&view(&app, &visitor, employer, asked.get("day"), FieldErrors::default()).await?)
}

/// `POST /employer/crew`
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let Some(employer) = visitor.acting()? else { return Ok(onward("/employer/new", "")) };
    let ids: Result<Vec<ApplicationId>> = form.all("offer").map(str::parse).collect();
    let ids = ids.map_err(|_| PageError(kernel::Error::not_found("not_found")))?;
    let mut check = Check::default();
    if ids.is_empty() {
        check.note(kernel::Error::invalid("crew.nobody"));
    } else {
        let done = crew::offer(&app.store, &visitor.actor(), &ids).await?;
        match done.refused {
            None => return Ok(onward("/employer", "crew")),
            Some(error) => check.note(error),
        }
    }
    again(&view(&app, &visitor, employer, form.get("day"), check.0).await?)
}

async fn view(
    app: &App,
    visitor: &Visitor,
    employer: EmployerId,
    day: &str,
    errors: FieldErrors,
) -> Result<Crew, PageError> {
    let (store, actor) = (&app.store, visitor.actor());
    let days: Vec<i64> = crew::days(store, &actor, employer).await?.iter().map(|day| day.0).collect();
    let from = Micros(self::day(day, &days, day_start(store.now()) + Micros::DAY));
    let plan = crew::propose(store, &actor, employer, Period::new(from, from + Micros::DAY)?).await?;
    let name = employers::row(store, employer).await?.open_name(store.vault())?;
    let page = visitor.page(app).await?;
    Ok(Crew {
        name,
        day: from.0,
        days,
        proved: proved(&plan),
        shifts: plan.shifts.iter().filter(|shift| !shift.people.is_empty()).map(shift).collect(),
        errors,
        page,
    })
}

/// The day asked for if somebody waits for it; else tomorrow, or the first day that has somebody.
pub(crate) fn day(asked: &str, days: &[i64], tomorrow: Micros) -> i64 {
    let has = |day: &i64| days.contains(day);
    let asked = asked.parse::<i64>().ok().filter(has);
    asked.or(Some(tomorrow.0).filter(has)).or(days.first().copied()).unwrap_or(tomorrow.0)
}

/// How many are proposed, where the proof says that no other crew is worth more.
pub(crate) fn proved(plan: &Plan) -> i64 {
    let chosen = plan.shifts.iter().flat_map(|shift| &shift.people).filter(|person| person.chosen);
    if plan.total == plan.bound { present::count(chosen.count()) } else { 0 }
}

/// A shift as it is shown, its employer left out.
pub(crate) fn shift(shift: &Shift) -> CrewShift {
    CrewShift {
        id: shift.job.id.to_string(),
        title: shift.job.title.clone(),
        when: present::when(&shift.job),
        pay: shift.job.pay().into(),
        free: shift.free,
        employer: String::new(),
        verified: false,
        people: shift.people.iter().map(|person| row(shift, person)).collect(),
    }
}

fn row(shift: &Shift, person: &Proposed) -> CrewPerson {
    let asking = &person.candidate;
    let metres = asking.home.zip(shift.job.point()).map(|(home, at)| present::metres(home, at));
    CrewPerson {
        application: asking.application.id.to_string(),
        name: asking.name.clone(),
        fit: fit(&shift.job, asking),
        distance: metres,
        lacks: person.lacks.map(|word| word.to_string()),
        kept: asking.application.state == ApplicationState::Shortlisted,
        chosen: person.chosen,
    }
}
