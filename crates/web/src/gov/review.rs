//! Which jobs wait for a decision, those waiting longest first, each with what an official would look at.

use atlas::Atlas;
use axum::extract::Path;
use axum::http::HeaderMap;
use features::jobs::{self, JobRow, JobState};
use features::{oversight, views as facts};
use kernel::{Fen, bounded};
use matching::PayNearby;

use super::desk::{Desk, back, mendable, seen, whole};
use crate::forms::{Asked, Fields, id};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::gov::{GovReview, ReviewRow};
use crate::views::worker::address;

const ROWS: i64 = 20;

/// `GET /gov/review`
pub async fn page(desk: Desk) -> Reply {
    show(&view(&desk, FieldErrors::default()).await?)
}

/// `POST /gov/review/{id}/approve`
pub async fn approve(
    desk: Desk,
    Path(job): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    _: Fields,
) -> Reply {
    decide(desk, &job, &asked, &headers, Ok(None), "approved").await
}

/// `POST /gov/review/{id}/send-back`
pub async fn send_back(
    desk: Desk,
    Path(job): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    form: Fields,
) -> Reply {
    let reason = bounded("reason", form.get("reason"), 2, 200).map(Some);
    decide(desk, &job, &asked, &headers, reason, "sent_back").await
}

async fn decide(
    desk: Desk,
    job: &str,
    asked: &Fields,
    headers: &HeaderMap,
    note: kernel::Result<Option<String>>,
    done: &str,
) -> Reply {
    let job = id(job)?;
    let decided = match note {
        Ok(note) => {
            jobs::review(desk.store(), &desk.actor(), job, note.as_deref(), Some(seen(asked))).await.map(drop)
        }
        Err(error) => Err(error),
    };
    match decided {
        Ok(()) => Ok(onward(&back(headers, "/gov/review"), done)),
        Err(error) => again(&view(&desk, whole(&mendable(error)?)).await?),
    }
}

async fn view(desk: &Desk, errors: FieldErrors) -> Result<GovReview, PageError> {
    let (store, actor, region) = (desk.store(), desk.actor(), desk.region);
    let found = oversight::waiting(store, &actor, region, desk.after.as_deref(), ROWS).await?;
    let counts = jobs::counts(store, &actor, region).await?;
    let employers: Vec<_> = found.items.iter().map(|row| row.job.employer_id).collect();
    let offerers = facts::offerers(store, &employers).await?;
    let row = |job: JobRow| {
        let (employer, verified) = present::offerer(desk.words(), offerers.get(&job.employer_id));
        let now = store.now();
        let nearby =
            job.point().and_then(|at| desk.app.index.pay_nearby(at, present::NEARBY_M, &job.occupation, now));
        ReviewRow {
            id: job.id.to_string(),
            version: job.version,
            pay: job.pay().into(),
            occupation: present::occupation(&job.occupation).name,
            region: Atlas::load().full_name(job.region),
            nearby: nearby.as_ref().map(|pay| pay.p50.0),
            openings: job.openings,
            since: job.updated_at.0,
            flags: flags(&job, verified, nearby.as_ref()),
            title: job.title,
            description: job.description,
            employer,
            verified,
        }
    };
    let next =
        found.next.map(|after| address("/gov/review", &[("region", region.as_str()), ("after", &after)]));
    let waiting = counts.iter().find(|count| count.state == JobState::Review);
    Ok(GovReview {
        page: desk.page().await?,
        region: Atlas::load().full_name(region),
        total: waiting.map_or(0, |count| count.jobs),
        rows: found.items.into_iter().map(|waiting| row(waiting.job)).collect(),
        next,
        errors,
    })
}

/// What an official should look at twice.
fn flags(job: &JobRow, verified: bool, nearby: Option<&PayNearby>) -> Vec<String> {
    let (low, high) = nearby.map_or((false, false), |pay| strange(job.pay().hourly(), pay.p50));
    let phone = [&job.title, &job.description, &job.address].iter().any(|text| holds_phone(text));
    let all = [("unverified", !verified), ("pay_low", low), ("pay_high", high), ("phone", phone)];
    all.iter().filter(|(_, raised)| *raised).map(|(flag, _)| (*flag).to_owned()).collect()
}

/// Less than half, or more than three times, of what half of such work pays.
fn strange(hourly: Fen, median: Fen) -> (bool, bool) {
    (hourly.0 * 2 < median.0, hourly.0 > median.0 * 3)
}

/// Whether eleven digits in a row, blanks and dashes aside, could be a mobile number.
fn holds_phone(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{3000}')).collect();
    plain.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 11 && run.starts_with('1'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_seen_and_other_numbers_are_not() {
        for text in ["打 138 0591 2345 找阿兰", "电话13805912345。", "138-0591-2345"] {
            assert!(holds_phone(text), "{text}");
        }
        for text in ["", "200 元一天", "91350100M000100Y43", "350111107000", "23805912345"] {
            assert!(!holds_phone(text), "{text}");
        }
    }

    #[test]
    fn pay_is_strange_on_either_side_only_when_far_off() {
        assert_eq!(strange(Fen(2_500), Fen(2_500)), (false, false));
        assert_eq!(strange(Fen(1_249), Fen(2_500)), (true, false));
        assert_eq!(strange(Fen(7_501), Fen(2_500)), (false, true));
    }
}
