//! One person whole: facts with their source, needs, ledgers, what was offered; and what may be written down there.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::{Path, State};
use features::ledgers::{self, ContactHow, FactSource, NewContact, NewFact, Verified};
use features::portrait::{self, Because, BookLine, FactLine, NeedLine, StandLine};
use kernel::{Error, Operation, Scope, WorkerId};
use ledger::{Day, Kind, Standing};

use super::desk::{Desk, mendable, whole};
use super::ledgers::{group, law, why, worded};
use super::people::occupations;
use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::ledgers::{
    FactTyped, GovPortrait, PortraitBook, PortraitFact, PortraitNeed, PortraitOffer,
};

/// `GET /gov/people/{id}/portrait`
pub async fn page(desk: Desk, Path(person): Path<String>) -> Reply {
    let worker: WorkerId = id(&person)?;
    let view = view(&desk, worker, FactTyped::default(), FieldErrors::default()).await?;
    if view.id != worker.to_string() {
        // The record was merged: the person has one page.
        return Ok(onward(&address(&view.id), ""));
    }
    show(&view)
}

fn address(person: &str) -> String {
    format!("/gov/people/{person}/portrait")
}

/// `kind.value` of a form.
fn said(what: &str) -> kernel::Result<(Kind, String)> {
    let unknown = Error::invalid("fact.value").field("what");
    let (kind, value) = what.split_once('.').ok_or(unknown.clone())?;
    Ok((kind.parse().map_err(|_| unknown)?, value.to_owned()))
}

/// `POST /gov/people/{id}/facts`
pub async fn record(desk: Desk, Path(person): Path<String>, form: Fields) -> Reply {
    let worker: WorkerId = id(&person)?;
    if let Some(fact) = form.some("corrects").filter(|_| form.get("void") == "yes") {
        return match ledgers::void(desk.store(), &desk.actor(), worker, fact).await {
            Ok(_) => Ok(onward(&address(&worker.to_string()), "fact")),
            Err(error) => again(&view(&desk, worker, FactTyped::default(), whole(&mendable(error)?)).await?),
        };
    }
    let typed = FactTyped {
        what: form.text("what"),
        from: form.text("from"),
        to: form.text("to"),
        source: form.text("source"),
        note: form.text("note"),
    };
    let mut check = Check::default();
    let what = check.take("what", said(&typed.what));
    let from = check.take("from", typed.from.parse::<Day>());
    let to = Some(typed.to.as_str()).filter(|to| !to.is_empty()).map(str::parse::<Day>).transpose();
    let to = check.take("to", to);
    let source = check.take("source", typed.source.parse::<FactSource>());
    if let (Some((kind, value)), Some(from), Some(to), Some(source)) = (what, from, to, source) {
        let fact =
            NewFact { kind, value, from, to, source, note: typed.note.clone(), corrects: None, void: false };
        match ledgers::record(desk.store(), &desk.actor(), worker, fact).await {
            Ok(_) => return Ok(onward(&address(&worker.to_string()), "fact")),
            Err(error) => {
                let error = mendable(error)?;
                let beside =
                    if matches!(error.field, Some("value" | "kind")) { error.field("what") } else { error };
                check.note(beside);
            }
        }
    }
    again(&view(&desk, worker, typed, check.0).await?)
}

/// `POST /gov/people/{id}/contact`
pub async fn contact(desk: Desk, Path(person): Path<String>, form: Fields) -> Reply {
    let worker: WorkerId = id(&person)?;
    let mut check = Check::default();
    if let Some(how) = check.take("how", form.get("how").parse::<ContactHow>()) {
        let contact = NewContact { how, note: form.text("note") };
        match ledgers::keep_contact(desk.store(), &desk.actor(), worker, contact).await {
            Ok(()) => return Ok(onward(&address(&worker.to_string()), "contact")),
            Err(error) => check.note(mendable(error)?),
        }
    }
    again(&view(&desk, worker, FactTyped::default(), check.0).await?)
}

/// `POST /gov/people/{id}/ledgers/{group}/exit`
pub async fn exit(desk: Desk, Path((person, of)): Path<(String, String)>, form: Fields) -> Reply {
    let (worker, group): (WorkerId, _) = (id(&person)?, group(&of)?);
    match ledgers::release(desk.store(), &desk.actor(), worker, group, form.get("reason")).await {
        Ok(()) => Ok(onward(&address(&worker.to_string()), "released")),
        Err(error) => again(&view(&desk, worker, FactTyped::default(), whole(&mendable(error)?)).await?),
    }
}

/// `POST /gov/people/{id}/ledgers/{group}/verify`
pub async fn verify(
    State(app): State<Arc<App>>,
    desk: Desk,
    Path((person, of)): Path<(String, String)>,
    _: Fields,
) -> Reply {
    let (worker, group): (WorkerId, _) = (id(&person)?, group(&of)?);
    match ledgers::verify(desk.store(), &desk.actor(), &*app.people, worker, group).await {
        Ok(Verified::Unreachable) => Ok(onward(&address(&worker.to_string()), "register_silent")),
        Ok(_) => Ok(onward(&address(&worker.to_string()), "register_asked")),
        Err(error) => again(&view(&desk, worker, FactTyped::default(), whole(&mendable(error)?)).await?),
    }
}

async fn view(
    desk: &Desk,
    worker: WorkerId,
    typed: FactTyped,
    errors: FieldErrors,
) -> Result<GovPortrait, PageError> {
    let actor = desk.actor();
    let person = portrait::portrait(desk.store(), &actor, worker).await?;
    let line = person.line;
    let scope = Scope::Worker { id: line.id, region: line.region };
    let may = |operation| actor.may(operation, &scope).is_ok();
    let writable = Kind::ALL.iter().filter(|kind| **kind != Kind::Released);
    let values = |kind: &Kind| kind.values().iter().map(|value| format!("{kind}.{value}")).collect();
    let offer = |offer: portrait::Offer| PortraitOffer {
        what: offer.what,
        job: offer.job_id.to_string(),
        title: offer.title,
        state: offer.state,
        at: offer.changed_at.0,
    };
    Ok(GovPortrait {
        page: desk.page().await?,
        id: line.id.to_string(),
        region: Atlas::load().full_name(line.region),
        occupations: occupations(desk, &line),
        needs: person.needs.into_iter().map(need).collect(),
        books: person.ledgers.into_iter().map(|stand| standing(desk, stand)).collect(),
        past: person.past.into_iter().map(|row| book(desk, row)).collect(),
        // That a fact was never so is said beside it.
        facts: person.facts.into_iter().filter(|line| !line.void).map(fact).collect(),
        offers: person.offers.into_iter().map(offer).collect(),
        contacts: person.contacts.into_iter().map(|one| (one.how.to_string(), one.at.0, one.note)).collect(),
        kinds: writable.map(|kind| (kind.to_string(), values(kind))).collect(),
        may_see: may(Operation::WorkerReadAny),
        may_record: may(Operation::FactRecord),
        may_keep: may(Operation::LedgerKeep),
        may_verify: may(Operation::LedgerVerify),
        name_masked: line.name_masked,
        phone_masked: line.phone_masked,
        id_masked: person.id_number_masked,
        typed,
        errors,
    })
}

fn fact(line: FactLine) -> PortraitFact {
    PortraitFact {
        kind: line.kind.to_string(),
        what: format!("{}.{}", line.kind, line.value),
        value: format!("{}.{}", line.kind, line.value),
        from: line.from.map(|day| day.start().0),
        from_text: line.from.map(|day| day.to_string()).unwrap_or_default(),
        to: line.to.map(|day| day.start().0),
        age: line.age,
        source: line.source.map(|source| source.to_string()),
        note: line.note,
        at: line.at.map(|at| at.0),
        gone: line.corrected || line.void,
        id: line.id,
    }
}

fn need(line: NeedLine) -> PortraitNeed {
    let groups = line.because.iter().filter_map(|why| match why {
        Because::Ledger(group) => Some(group.to_string()),
        Because::Told(_) => None,
    });
    let told = line.because.iter().filter_map(|why| match why {
        Because::Told(day) => Some(day.start().0),
        Because::Ledger(_) => None,
    });
    PortraitNeed { need: line.need.to_string(), groups: groups.collect(), told: told.collect() }
}

fn standing(desk: &Desk, line: StandLine) -> PortraitBook {
    let state = match line.standing {
        Standing::In => "in",
        Standing::Unclear => "unclear",
        Standing::Out => "out",
    };
    let reasons = line.reasons.iter().map(|reason| worded(reason.how.as_str(), reason.kind.as_str()));
    let row = line.row.map(|row| book(desk, row)).unwrap_or_default();
    let mut why: Vec<(String, String)> = reasons.collect();
    why.dedup();
    PortraitBook {
        group: line.group.to_string(),
        state: state.to_owned(),
        why,
        until: line.until.map(|day| day.start().0),
        law: law(desk, line.group),
        open: row.entered.is_some(),
        ..row
    }
}

fn book(desk: &Desk, row: BookLine) -> PortraitBook {
    PortraitBook {
        group: row.group.to_string(),
        state: row.state.to_string(),
        entered: Some(row.entered.start().0),
        exited: row.exited.map(|day| day.start().0),
        why: row.exit_reason.as_deref().and_then(why).into_iter().collect(),
        until: None,
        law: law(desk, row.group),
        station: Atlas::load().full_name(row.station),
        verified: row.verified.to_string(),
        register: row.source.unwrap_or_default(),
        verified_at: row.verified_at.map(|at| at.0),
        open: false,
    }
}
