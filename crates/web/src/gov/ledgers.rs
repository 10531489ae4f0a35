//! Who needs help, and where? The ledgers of a region as counts that open to the people behind them; the people, masked;
//! and a file of them, which carries who took it and why.

use atlas::Atlas;
use axum::extract::Path;
use axum::response::Response;
use features::ledgers::{self, Below, Count, Filter, Line, Search, State, Taken, Verified};
use features::paging::Page as Rows;
use kernel::{Error, Micros, Operation, Scope};
use ledger::Group;

use super::csv;
use super::desk::{Desk, ROWS, mendable};
use crate::forms::{Asked, Check, Fields};
use crate::i18n::Lang;
use crate::problem::{PageError, Reply, again, show};
use crate::views::FieldErrors;
use crate::views::gov::Listing;
use crate::views::ledgers::{BookRow, BookTotal, Cell, GovLedger, GovLedgers, LedgerPerson};
use crate::views::worker::address;

/// `GET /gov/ledgers`
pub async fn counts(desk: Desk) -> Reply {
    let atlas = Atlas::load();
    let counts = ledgers::counts(desk.store(), &desk.actor(), desk.region).await?;
    let name = |code| atlas.get(code).map_or("", |one| one.name).to_owned();
    let cells = |counts: &[Count]| {
        Group::ALL.iter().zip(counts).map(|(group, count)| (group.to_string(), cell(*count))).collect()
    };
    let row = |below: &Below| BookRow {
        code: below.region.to_string(),
        name: name(below.region),
        counts: cells(&below.counts),
    };
    let mut rows: Vec<BookRow> = counts.below.iter().map(row).collect();
    if !rows.is_empty() && counts.here.iter().any(|count| *count != Count::default()) {
        rows.push(BookRow { counts: cells(&counts.here), ..BookRow::default() });
    }
    let total =
        |(group, count): (&Group, &Count)| BookTotal { group: group.to_string(), count: cell(*count) };
    show(&GovLedgers {
        page: desk.page().await?,
        region: atlas.full_name(desk.region),
        code: desk.region.to_string(),
        above: desk.above().map(|above| (above.to_string(), name(above))),
        totals: Group::ALL.iter().zip(&counts.all).map(total).collect(),
        rows,
    })
}

fn cell(count: Count) -> Cell {
    Cell { inside: count.inside, unclear: count.unclear, confirmed: count.confirmed }
}

/// A ledger by the word in the address; a word that is none is nothing that exists.
pub fn group(text: &str) -> Result<Group, PageError> {
    text.parse().map_err(|_| PageError(Error::not_found("not_found")))
}

/// `GET /gov/ledgers/{group}`
pub async fn people(desk: Desk, Path(of): Path<String>, Asked(asked): Asked) -> Reply {
    let group = group(&of)?;
    show(&view(&desk, group, &asked, String::new(), FieldErrors::default()).await?)
}

/// What the address asks for, besides the region.
fn filter(desk: &Desk, group: Group, asked: &Fields) -> Option<Filter> {
    let idle = asked.get("idle").parse::<i64>().ok().filter(|days| (1..=3_650).contains(days));
    Some(Filter {
        group,
        region: desk.region,
        state: desk.state().filter(|state| *state != State::Merged).unwrap_or(State::In),
        verified: asked.get("verified").parse::<Verified>().ok(),
        idle_days: idle,
        search: Search::read(&desk.words)?,
    })
}

async fn view(
    desk: &Desk,
    group: Group,
    asked: &Fields,
    reason: String,
    errors: FieldErrors,
) -> Result<GovLedger, PageError> {
    let (actor, scope) = (desk.actor(), Scope::Region(desk.region));
    // A region outside the grant is refused whatever the words mean.
    let _permit = actor.may(Operation::LedgerRead, &scope)?;
    let filter = filter(desk, group, asked);
    let found = match &filter {
        Some(filter) => ledgers::list(desk.store(), &actor, filter, desk.after.as_deref(), ROWS).await?,
        None => Rows { items: Vec::new(), next: None },
    };
    let state = filter.as_ref().map_or(State::In, |filter| filter.state);
    let verified = filter.as_ref().and_then(|filter| filter.verified);
    let idle = filter.as_ref().and_then(|filter| filter.idle_days);
    let plain = desk.words.is_empty() && verified.is_none() && idle.is_none();
    let total = match state {
        State::In | State::Unclear if plain => {
            let counts = ledgers::counts(desk.store(), &actor, desk.region).await?;
            let at = Group::ALL.iter().position(|one| *one == group);
            let count = at.and_then(|at| counts.all.get(at)).copied().unwrap_or_default();
            Some(if state == State::In { count.inside } else { count.unclear })
        }
        _ => None,
    };
    let path = format!("/gov/ledgers/{group}");
    let verified = verified.map(|word| word.to_string()).unwrap_or_default();
    let idle = idle.map(|days| days.to_string()).unwrap_or_default();
    let list: Listing = desk.listing(&path, Some(state), total, None);
    let next = found.next.as_deref().map(|after| {
        let pairs = [
            ("region", desk.region.as_str()),
            ("q", &desk.words),
            ("state", state.as_str()),
            ("verified", &verified),
            ("idle", &idle),
            ("after", after),
        ];
        address(&path, &pairs)
    });
    Ok(GovLedger {
        page: desk.page().await?,
        group: group.to_string(),
        law: law(desk, group),
        list: Listing { next, csv: String::new(), ..list },
        verified,
        idle,
        unread: filter.is_none(),
        rows: found.items.into_iter().map(|line| person(desk, line)).collect(),
        may_export: actor.may(Operation::LedgerExport, &scope).is_ok(),
        reason,
        errors,
    })
}

/// The law of a ledger in the reader's language.
pub fn law(desk: &Desk, group: Group) -> String {
    let entry = group.entry();
    let law = entry.map(|entry| if desk.visitor.lang == Lang::Zh { &entry.law } else { &entry.law_en });
    law.cloned().unwrap_or_default()
}

/// How and what about, as it is worded: where a birth is the reason, it is the age that is meant.
pub fn worded(how: &str, kind: &str) -> (String, String) {
    match (how, kind) {
        ("holds", "born") => ("fits".to_owned(), "age".to_owned()),
        (how, "born") if how.starts_with("too_") => (how.to_owned(), "age".to_owned()),
        _ => (how.to_owned(), kind.to_owned()),
    }
}

/// `over:disability`, apart.
pub fn why(text: &str) -> Option<(String, String)> {
    text.split_once(':').map(|(how, kind)| worded(how, kind))
}

fn person(desk: &Desk, line: Line) -> LedgerPerson {
    LedgerPerson {
        id: line.worker.to_string(),
        region: desk.below(line.region),
        station: Atlas::load().get(line.station).map_or("", |one| one.name).to_owned(),
        state: line.state.to_string(),
        entered: line.entered.start().0,
        exited: line.exited.map(|day| day.start().0),
        why: line.exit_reason.as_deref().and_then(why),
        verified: line.verified.to_string(),
        contact: line.contact_at.map(|at| at.0),
        name_masked: line.name_masked,
        phone_masked: line.phone_masked,
    }
}

/// `POST /gov/ledgers/{group}/export`: the filter is the address's, the reason the form's.
pub async fn export(
    desk: Desk,
    Path(of): Path<String>,
    Asked(asked): Asked,
    form: Fields,
) -> Result<Response, PageError> {
    let group = group(&of)?;
    let taken =
        match ledgers::export(desk.store(), &desk.actor(), group, desk.region, form.get("reason")).await {
            Ok(taken) => taken,
            Err(error) => {
                let mut check = Check::default();
                check.note(mendable(error)?);
                return again(&view(&desk, group, &asked, form.text("reason"), check.0).await?);
            }
        };
    let filter = filter(&desk, group, &asked).ok_or(PageError(Error::invalid("text.empty")))?;
    file(desk, group, filter, taken).await
}

/// A file has no more rows than this; what is longer is taken in smaller regions.
const MOST_ROWS: usize = 200_000;
const HEAD: [&str; 11] = [
    "col-id",
    "col-name",
    "phone",
    "col-region",
    "ledger-station",
    "col-state",
    "ledger-entered",
    "ledger-exited",
    "ledger-checked",
    "ledger-contact",
    "ledger-mark",
];

async fn file(desk: Desk, group: Group, filter: Filter, taken: Taken) -> Result<Response, PageError> {
    let t = desk.words();
    let (place, name) = (Atlas::load().full_name(desk.region), t.word("ledger-group", group.as_str()));
    let at = csv::moment(taken.at.0);
    let short = taken.id.rsplit('-').next().unwrap_or_default().to_owned();
    let head = [
        (t.s("ledger-mark-what"), name.clone()),
        (t.s("ledger-mark-where"), format!("{place} {}", desk.region)),
        (t.s("ledger-mark-who"), taken.by.clone()),
        (t.s("ledger-mark-when"), at.clone()),
        (t.s("ledger-mark-why"), taken.reason.clone()),
        (t.s("ledger-mark-number"), taken.id.clone()),
    ];
    let before = head.into_iter().map(|(what, said)| vec![what, said]).collect();
    let mark = format!("{} {at} {short}", taken.by);
    let why: String = taken.reason.chars().take(20).collect();
    let called = format!("{name}-{place}-{}-{}-{why}-{short}.csv", taken.by, at.replace([' ', ':'], "-"));
    let sheet = csv::Sheet {
        plain: format!("banyan-ledger-{group}-{}-{short}.csv", desk.region),
        called,
        before,
        head: HEAD.iter().map(|key| t.s(key)).collect(),
        most: MOST_ROWS,
        cut: t.s("ledger-mark-cut"),
    };
    csv::sheet(desk, sheet, move |desk, after, limit| {
        let (filter, mark) = (filter.clone(), mark.clone());
        async move {
            let t = desk.words();
            let found = ledgers::list(desk.store(), &desk.actor(), &filter, after.as_deref(), limit).await?;
            Ok(found.map(|line| {
                vec![
                    line.worker.to_string(),
                    line.name_masked,
                    line.phone_masked,
                    desk.below(line.region),
                    Atlas::load().get(line.station).map_or("", |one| one.name).to_owned(),
                    t.word("ledger-state", line.state.as_str()),
                    line.entered.to_string(),
                    line.exited.map(|day| day.to_string()).unwrap_or_default(),
                    t.word("ledger-verified", line.verified.as_str()),
                    line.contact_at.map(|at: Micros| csv::moment(at.0)).unwrap_or_default(),
                    mark.clone(),
                ]
            }))
        }
    })
    .await
}
