//! A day's shifts of a region, filled across its employers: proposed, adjusted, recommended. Names are masked; to
//! offer stays with the employer.

use atlas::Atlas;
use features::crew::{self, Plan};
use features::views as facts;
use kernel::{ApplicationId, Micros, Period, Result, day_start};

use super::desk::{Desk, whole};
use crate::employer::crew as employers;
use crate::forms::{Asked, Fields};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::GovCrew;
use crate::views::worker::address;

/// `GET /gov/crew?day=MICROS`
pub async fn page(desk: Desk, Asked(asked): Asked) -> Reply {
    show(&view(&desk, asked.get("day"), FieldErrors::default()).await?)
}

/// `POST /gov/crew`
pub async fn post(desk: Desk, form: Fields) -> Reply {
    let ids: Result<Vec<ApplicationId>> = form.all("offer").map(str::parse).collect();
    let ids = ids.map_err(|_| PageError(kernel::Error::not_found("not_found")))?;
    let refused = if ids.is_empty() {
        Some(kernel::Error::invalid("crew.nobody"))
    } else {
        crew::recommend(desk.store(), &desk.actor(), &ids).await?.refused
    };
    match refused {
        None => {
            let same = [("region", desk.region.as_str()), ("day", form.get("day"))];
            Ok(onward(&address("/gov/crew", &same), "recommended"))
        }
        Some(error) => again(&view(&desk, form.get("day"), whole(&error)).await?),
    }
}

async fn view(desk: &Desk, day: &str, errors: FieldErrors) -> Result<GovCrew, PageError> {
    let (store, actor) = (desk.store(), desk.actor());
    let days: Vec<i64> =
        crew::days_of_region(store, &actor, desk.region).await?.iter().map(|day| day.0).collect();
    let from = Micros(employers::day(day, &days, day_start(store.now()) + Micros::DAY));
    let plan =
        crew::propose_region(store, &actor, desk.region, Period::new(from, from + Micros::DAY)?).await?;
    Ok(GovCrew {
        region: Atlas::load().full_name(desk.region),
        region_code: desk.region.to_string(),
        day: from.0,
        days,
        proved: employers::proved(&plan),
        cut: i64::try_from(plan.shifts.len()).is_ok_and(|n| n >= crew::SHIFTS).then_some(crew::SHIFTS),
        shifts: shifts(desk, &plan).await?,
        errors,
        page: desk.page().await?,
    })
}

async fn shifts(desk: &Desk, plan: &Plan) -> Result<Vec<crate::views::employer::CrewShift>, PageError> {
    let of: Vec<_> = plan.shifts.iter().map(|shift| shift.job.employer_id).collect();
    let offerers = facts::offerers(desk.store(), &of).await?;
    let shift = |shift: &crew::Shift| {
        let (employer, verified) = present::offerer(desk.words(), offerers.get(&shift.job.employer_id));
        crate::views::employer::CrewShift { employer, verified, ..employers::shift(shift) }
    };
    Ok(plan.shifts.iter().map(shift).collect())
}
