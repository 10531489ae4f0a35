//! What the fields of a job and a query mean. It refuses a number that is not written as one, and any that is out of
//! range, with a code for the column.

use kernel::{Availability, Fen, Micros, PayUnit, Point};

use super::table::Row;
use crate::topk::{Item, Wanted};

/// A reason for a bad row.
type Reason = &'static str;

/// The longest age of a posting, in hours: more than a hundred thousand years.
const OLDEST_HOURS: f64 = 1e9;

/// A job.
pub(crate) struct Offer<'t> {
    pub(crate) item: Item,
    pub(crate) occupation: &'t str,
    pub(crate) openings: u64,
}

/// A query.
pub(crate) struct Asked {
    pub(crate) id: u64,
    pub(crate) point: Point,
    pub(crate) occupations: Vec<Wanted>,
    pub(crate) pay: Fen,
    pub(crate) slots: Availability,
    pub(crate) radius_m: f64,
    pub(crate) limit: usize,
}

impl<'t> Offer<'t> {
    pub(crate) const COLUMNS: &'static [&'static str] =
        &["id", "lon", "lat", "occupation", "wage_unit", "wage_fen", "slots", "posted_hours_ago", "openings"];

    /// Reads a row of a table of these columns.
    pub(crate) fn read(row: &Row<'t>, now: Micros) -> Result<Offer<'t>, Reason> {
        let id = whole(row.trimmed(0)).ok_or("id.format")?;
        let point = point(row.trimmed(1), row.trimmed(2))?;
        let occupation = std::str::from_utf8(row.bytes(3)).map_err(|_| "occupation.utf8")?;
        if occupation.is_empty() {
            return Err("occupation.empty");
        }
        let unit = match row.trimmed(4) {
            "hour" => PayUnit::Hour,
            "day" => PayUnit::Day,
            "month" => PayUnit::Month,
            _ => return Err("wage_unit.unknown"),
        };
        let wage = money(row.trimmed(5)).ok_or("wage_fen.range")?;
        let slots = slots(row.trimmed(6))?;
        let hours = decimal(row.trimmed(7)).filter(|hours| (0.0..=OLDEST_HOURS).contains(hours));
        let hours = hours.ok_or("posted_hours_ago.range")?;
        let openings = whole(row.trimmed(8)).ok_or("openings.format")?;
        let posted = now - (hours * Micros::HOUR as f64).round() as i64;
        let pay = Fen(wage.0 / unit.hours());
        Ok(Offer { item: Item::open(id.into(), point, pay, slots, posted), occupation, openings })
    }
}

impl Asked {
    pub(crate) const COLUMNS: &'static [&'static str] =
        &["id", "lon", "lat", "occupations", "min_hourly_fen", "slots", "radius_m", "limit"];

    /// Reads a row of a table of these columns.
    pub(crate) fn read(row: &Row<'_>) -> Result<Asked, Reason> {
        let occupations = std::str::from_utf8(row.bytes(3)).map_err(|_| "occupations.utf8")?;
        let occupations: Vec<Wanted> =
            occupations.split(';').filter(|code| !code.is_empty()).map(Wanted::exact).collect();
        let asked = Asked {
            id: whole(row.trimmed(0)).ok_or("id.format")?,
            point: point(row.trimmed(1), row.trimmed(2))?,
            occupations,
            pay: money(row.trimmed(4)).ok_or("min_hourly_fen.range")?,
            slots: slots(row.trimmed(5))?,
            radius_m: decimal(row.trimmed(6))
                .filter(|metres| metres.is_finite() && *metres >= 0.0)
                .ok_or("radius_m.range")?,
            limit: usize::try_from(whole(row.trimmed(7)).ok_or("limit.format")?).unwrap_or(usize::MAX),
        };
        if asked.occupations.is_empty() { Err("occupations.empty") } else { Ok(asked) }
    }
}

/// Digits and nothing else, below 2⁶⁴.
fn whole(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn money(text: &str) -> Option<Fen> {
    whole(text).and_then(|fen| i64::try_from(fen).ok()).map(Fen)
}

fn slots(text: &str) -> Result<Availability, Reason> {
    let bits = whole(text).and_then(|bits| u32::try_from(bits).ok()).ok_or("slots.range")?;
    Availability::new(bits).map_err(|_| "slots.range")
}

fn decimal(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn point(lon: &str, lat: &str) -> Result<Point, Reason> {
    let lon = decimal(lon).ok_or("lon.format")?;
    let lat = decimal(lat).ok_or("lat.format")?;
    Point::new(lon, lat).map_err(|error| error.code)
}
