//! Lists as CSV files: every row of the filter, page after page as they are read. A cell that a spreadsheet would take
//! for a formula is written so that it does not.

use std::future::Future;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use features::paging::{MOST, Page};
use kernel::{Micros, civil};

use super::desk::Desk;
use crate::problem::PageError;

/// The file of a list. The first rows are read before it begins, so that a refusal is an answer of its own.
pub async fn file<F, R>(desk: Desk, name: &str, head: &[&str], rows: F) -> Result<Response, PageError>
where
    F: Fn(Desk, Option<String>, i64) -> R + Send + Sync + 'static,
    R: Future<Output = kernel::Result<Page<Vec<String>>>> + Send,
{
    let words = desk.words();
    let sheet = Sheet {
        plain: format!("banyan-{name}-{}.csv", desk.region),
        called: String::new(),
        before: Vec::new(),
        head: head.iter().map(|key| words.s(key)).collect(),
        most: usize::MAX,
        cut: String::new(),
    };
    self::sheet(desk, sheet, rows).await
}

/// A file with words above its rows.
pub struct Sheet {
    /// Its name in plain letters.
    pub plain: String,
    /// Its name in any; empty for the plain one alone.
    pub called: String,
    /// Lines above the head.
    pub before: Vec<Vec<String>>,
    /// The head.
    pub head: Vec<String>,
    /// The most rows that it has.
    pub most: usize,
    /// What is said where it was cut off.
    pub cut: String,
}

/// The file of a list with words above it; it ends where it must, and says so.
pub async fn sheet<F, R>(desk: Desk, sheet: Sheet, rows: F) -> Result<Response, PageError>
where
    F: Fn(Desk, Option<String>, i64) -> R + Send + Sync + 'static,
    R: Future<Output = kernel::Result<Page<Vec<String>>>> + Send,
{
    let mut disposition = format!("attachment; filename=\"{}\"", sheet.plain);
    if !sheet.called.is_empty() {
        disposition.push_str(&format!("; filename*=UTF-8''{}", encoded(&sheet.called)));
    }
    let mut page = rows(desk.clone(), None, MOST).await?;
    let body = Body::from_stream(async_stream::stream! {
        let before: String = sheet.before.iter().map(|row| line(row)).collect();
        yield Ok::<_, kernel::Error>(format!("\u{feff}{before}{}", line(&sheet.head)));
        let mut written = 0;
        loop {
            written += page.items.len();
            yield Ok(page.items.iter().map(|row| line(row)).collect::<String>());
            let Some(next) = page.next.take() else { break };
            if written >= sheet.most {
                yield Ok(line(std::slice::from_ref(&sheet.cut)));
                break;
            }
            match rows(desk.clone(), Some(next), MOST).await.inspect_err(broken) {
                Ok(more) => page = more,
                Err(error) => {
                    yield Err(error);
                    break;
                }
            }
        }
    });
    let mut response = body_of(body);
    if let Ok(value) = HeaderValue::try_from(disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A name as a header may carry it (RFC 8187).
fn encoded(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    name.bytes()
        .map(|byte| if plain(&byte) { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn body_of(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], body).into_response()
}

fn broken(error: &kernel::Error) {
    tracing::error!(code = error.code, "a CSV file broke off");
}

/// A line of RFC 4180.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    // Some spreadsheets take the full-width signs for the narrow ones.
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    if formula || text.contains([',', '"', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A moment in China, to the minute: 2026-01-31 08:05.
pub fn moment(at: i64) -> String {
    let (year, month, day, hour, minute) = civil(Micros(at));
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_text_and_is_never_a_formula() {
        assert_eq!(line(&["榕".to_owned(), "a,\"b\"\nc".to_owned()]), "榕,\"a,\"\"b\"\"\nc\"\r\n");
        for text in ["=1+1", "+1", "-1", "@a", "\t=1", "＝1+1", "＋1", "－1", "＠a"] {
            assert!(cell(text).starts_with("\"'"), "{text}");
        }
    }

    #[test]
    fn a_moment_is_that_of_china() {
        assert_eq!(moment(0), "1970-01-01 08:00");
    }
}
