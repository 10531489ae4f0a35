//! A newcomer, registered on one screen, and the few things of it that are changed later.

use features::workers::Profile;

use super::desk;
use crate::forms::Fields;
use crate::gov::desk::Desk;
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::FieldErrors;
use crate::views::station::{Details, StationNew};

/// How far somebody goes, by the words of the form.
pub(super) const REACH: [(&str, i64); 4] =
    [("walk", 1_050), ("3km", 3_000), ("10km", 10_000), ("any", 100_000)];

/// When somebody can work, by the words of the form: the bits of the week.
pub(super) const FREE: [(&str, u32); 4] =
    [("always", 0x1f_ffff), ("days", 0x0d_b6db), ("evenings", 0x12_4924), ("weekends", 0x1f_8000)];

/// `GET /station/new`
pub async fn page(desk: Desk) -> Reply {
    let _permit = features::counter::ask(&desk.actor(), desk.region)?;
    let typed = Details {
        wants: "gig".into(),
        free: "always".into(),
        reach: "3km".into(),
        pay_unit: "day".into(),
        ..Details::default()
    };
    show(&view(&desk, typed, &Fields::default(), FieldErrors::default()).await?)
}

/// The form with what was typed.
pub(super) async fn view(
    desk: &Desk,
    typed: Details,
    form: &Fields,
    errors: FieldErrors,
) -> Result<StationNew, PageError> {
    let fresh = || desk.store().scribe().uuid().to_string();
    Ok(StationNew {
        counter: desk::counter(desk).await?,
        page: desk.page().await?,
        homes: desk::homes(desk.region),
        worker: fresh(),
        consent: fresh(),
        key: fresh(),
        phone: form.text("phone"),
        id_number: form.text("id_number"),
        agreed: form.get("agreed") == "yes",
        typed,
        errors,
    })
}

/// What the form said, to be shown again.
pub(super) fn typed(form: &Fields) -> Details {
    Details {
        name: form.text("name"),
        wants: form.text("wants"),
        work: form.text("work"),
        free: form.text("free"),
        reach: form.text("reach"),
        pay_amount: form.text("pay_amount"),
        pay_unit: form.text("pay_unit"),
        region: form.text("region"),
        skills: form.text("skills"),
    }
}

/// What is known of somebody who let it be seen.
pub(super) fn known(desk: &Desk, profile: &Profile) -> Details {
    let comma = desk.words().s("comma");
    let names: Vec<String> = profile.occupations.iter().map(|code| present::occupation(code).name).collect();
    let free = FREE.iter().find(|(_, bits)| *bits == profile.availability.bits());
    let reach = REACH.iter().find(|(_, metres)| profile.reach_m <= *metres).map_or("any", |(word, _)| word);
    Details {
        name: profile.name.clone().unwrap_or_default(),
        wants: String::new(),
        work: names.join(&comma),
        free: free.map_or("", |(word, _)| word).to_owned(),
        reach: reach.to_owned(),
        pay_amount: profile.pay.map_or(String::new(), |pay| pay.fen().yuan()),
        pay_unit: profile.pay.map_or("day".to_owned(), |pay| pay.unit().to_string()),
        region: profile.region.to_string(),
        skills: profile.about.skills.join(&comma),
    }
}
