//! What is left of a job whose household was erased: the facts of the work, and no word that a person wrote. It refuses
//! to say where it was more closely than the county.

use kernel::{Level, Micros, Result};
use matching::Occupations;

use super::{
    model::{JobRow, JobState},
    post::told,
};

/// The job without its household, ended if it was not; and what the journal tells of it.
pub fn forgotten(before: &JobRow, now: Micros) -> Result<(JobRow, serde_json::Value)> {
    let named = Occupations::load().get(&before.occupation);
    let region = before.region.at(Level::County);
    let seat = atlas::Atlas::load().place(region).ok_or(kernel::Error::internal("internal"))?;
    let ended = match before.state {
        JobState::Draft | JobState::Review | JobState::Open => JobState::Closed,
        ended => ended,
    };
    let after = JobRow {
        title: named.map(|occupation| occupation.name.clone()).unwrap_or_default(),
        description: String::new(),
        address: String::new(),
        review_note: None,
        region,
        lon: seat.lon(),
        lat: seat.lat(),
        state: ended,
        updated_at: now,
        ..before.clone()
    };
    let body = told(&after);
    Ok((after, body))
}
