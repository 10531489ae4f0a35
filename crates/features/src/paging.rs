//! Pages of a list, by cursor: a cursor is where the last page ended, opaque to whoever carries it. No offsets.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

/// The most rows a page may have.
pub const MOST: i64 = 100;

/// Some rows, and where the next ones begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of rows read with a limit of one more, so that the last page knows that it is.
    pub fn cut<K: Serialize>(mut rows: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(|row| encode(&key(row))) } else { None };
        Self { items: rows, next }
    }

    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }

    /// The same page of something that may fail to be made.
    pub fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        Ok(Page { items: self.items.into_iter().map(f).collect::<Result<_, _>>()?, next: self.next })
    }
}

/// A cursor's text.
pub fn encode<K: Serialize>(key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// Reads a cursor; what was not made here is refused with `cursor`.
pub fn decode<K: DeserializeOwned>(cursor: Option<&str>) -> kernel::Result<Option<K>> {
    let Some(text) = cursor.filter(|t| !t.is_empty()) else { return Ok(None) };
    let bad = || kernel::Error::invalid("cursor").field("after");
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
    let key: K = serde_json::from_slice(&bytes).map_err(|_| bad())?;
    // A zero character is in no key of ours, and PostgreSQL refuses to be asked for one.
    if bytes.windows(6).any(|w| w == b"\\u0000") { Err(bad()) } else { Ok(Some(key)) }
}

/// Holds a page's length to its bounds.
pub fn limit(asked: i64) -> kernel::Result<i64> {
    if (1..=MOST).contains(&asked) {
        Ok(asked)
    } else {
        Err(kernel::Error::invalid("paging.limit").field("limit").with("most", MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_a_forged_one_is_refused() {
        let key = (7i64, "x".to_owned());
        assert_eq!(decode::<(i64, String)>(Some(&encode(&key))).unwrap(), Some(key));
        for forged in ["!", "AAAA", "bnVsbA", "eyJhIjoxfQ"] {
            assert_eq!(decode::<(i64, String)>(Some(forged)).unwrap_err().code, "cursor");
        }
        assert!(decode::<String>(Some(&encode(&"\0"))).is_err());
    }

    #[test]
    fn only_a_full_page_has_a_next() {
        assert_eq!(Page::cut(vec![1, 2, 3], 3, |n| *n).next, None);
        let page = Page::cut(vec![1, 2, 3, 4], 3, |n| *n);
        assert_eq!(decode::<i32>(page.next.as_deref()).unwrap(), Some(3));
    }
}
