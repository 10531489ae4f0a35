//! Files that people hand in: who may send a large body, how many at a time, and reading a form with a file in it. A file goes out
//! again only as what it was found to be, and in a cage.
//!
//! It refuses a large body to whoever acts for no employer, a second one of the same account while the first is under way, and to
//! believe what a browser says a file is.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use features::employers::{LARGEST, Media, PaperFile};
use kernel::{AccountId, Error, Operation};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::app::App;
use crate::forms::Fields;
use crate::problem::PageError;
use crate::visitor::Visitor;

/// The largest body of a form with a file.
pub(crate) const BODY: usize = LARGEST + 64 * 1024;
/// How long such a body may take to arrive: a photo over a weak signal.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);
/// How many are held at a time.
const SLOTS: usize = 8;
/// More parts than any form of ours has.
const PARTS: usize = 12;
/// More than any text field or head of a part needs.
const TEXT: usize = 4 * 1024;

/// Where forms with a file are sent.
const PATHS: [&str; 1] = ["/employer/papers"];

/// Whether a form with a file is sent there.
pub(crate) fn takes(path: &str) -> bool {
    PATHS.contains(&path)
}

/// The large bodies under way.
pub struct Uploads {
    slots: Arc<Semaphore>,
    senders: Arc<Mutex<HashSet<AccountId>>>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { slots: Arc::new(Semaphore::new(SLOTS)), senders: Arc::default() }
    }
}

/// The right to send one large body; given back when it is dropped.
pub(crate) struct Slot {
    _permit: OwnedSemaphorePermit,
    senders: Arc<Mutex<HashSet<AccountId>>>,
    sender: AccountId,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.senders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.sender);
    }
}

impl Uploads {
    /// A slot for somebody who acts for an employer; nothing for anybody else, whose body is as small as everybody's.
    pub(crate) fn slot(&self, visitor: &Visitor) -> Result<Option<Slot>, Error> {
        let Some(session) = visitor.signed_in.as_ref().filter(|here| !here.employers.is_empty()) else {
            return Ok(None);
        };
        let busy = || Error::too_many("upload.busy");
        let permit = self.slots.clone().try_acquire_owned().map_err(|_| busy())?;
        let sender = session.account;
        if !self.senders.lock().unwrap_or_else(PoisonError::into_inner).insert(sender) {
            return Err(busy());
        }
        Ok(Some(Slot { _permit: permit, senders: self.senders.clone(), sender }))
    }
}

/// A form with a file: its fields, and the bytes of the file; none where no file was chosen.
pub(crate) struct Upload {
    /// The fields.
    pub(crate) fields: Fields,
    /// The file.
    pub(crate) file: Vec<u8>,
}

impl FromRequest<Arc<App>> for Upload {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, PageError> {
        let malformed = || PageError(Error::invalid("body.malformed"));
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or(PageError(Error::internal("internal")))?;
        // Whoever may not is told so before the form is looked at.
        visitor.session()?;
        let may = |id| visitor.may_for(id, Operation::EmployerPapers);
        if !visitor.employer().is_some_and(may) {
            return Err(PageError(Error::not_found("not_found")));
        }
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let boundary = kind.and_then(boundary).ok_or_else(malformed)?;
        let bytes = to_bytes(request.into_body(), BODY).await;
        let bytes = bytes.map_err(|_| PageError(Error::too_large("body.too_large")))?;
        let (pairs, file) = parts(&bytes, &boundary).ok_or_else(malformed)?;
        let fields = Fields::of(pairs).trusted(&visitor)?;
        Ok(Upload { fields, file })
    }
}

/// The boundary that a form's type names.
fn boundary(kind: &str) -> Option<String> {
    let rest = kind.strip_prefix("multipart/form-data")?;
    let named = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let named = named.trim_matches('"');
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&b);
    (!named.is_empty() && named.len() <= 70 && named.bytes().all(plain)).then(|| named.to_owned())
}

type Parts = (Vec<(String, String)>, Vec<u8>);

/// The text fields and the one file of a form.
fn parts(bytes: &[u8], boundary: &str) -> Option<Parts> {
    let first = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = bytes.strip_prefix(first.as_bytes())?;
    let (mut pairs, mut file, mut filed) = (Vec::new(), Vec::new(), false);
    for _ in 0..PARTS {
        if rest.starts_with(b"--") {
            return Some((pairs, file));
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let head = find(&rest[..rest.len().min(TEXT)], b"\r\n\r\n")?;
        let (name, is_file) = named(std::str::from_utf8(&rest[..head]).ok()?)?;
        rest = &rest[head + 4..];
        let end = find(rest, between.as_bytes())?;
        let body = &rest[..end];
        rest = &rest[end + between.len()..];
        if is_file {
            if filed || name != "file" {
                return None;
            }
            filed = true;
            file = body.to_vec();
        } else {
            let text =
                std::str::from_utf8(body).ok().filter(|text| text.len() <= TEXT && !text.contains('\0'))?;
            pairs.push((name, text.to_owned()));
        }
    }
    rest.starts_with(b"--").then_some((pairs, file))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}

/// The name of a part, and whether it is a file. What the file is called is not looked at.
fn named(head: &str) -> Option<(String, bool)> {
    let line = head
        .split("\r\n")
        .find(|line| line.get(..20).is_some_and(|name| name.eq_ignore_ascii_case("content-disposition:")))?;
    let mut marks = line.get(20..)?.trim().split(';').map(str::trim);
    if marks.next()? != "form-data" {
        return None;
    }
    let name = marks.find_map(|mark| mark.strip_prefix("name=\"")?.strip_suffix('"'))?;
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    plain.then(|| (name.to_owned(), line.contains("filename=") || line.contains("filename*=")))
}

/// What a browser may do with a file of somebody else's: show it, and nothing more.
const CAGE: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// A file as an answer: a picture as the picture it is, a document only to be saved.
pub(crate) fn served(file: PaperFile) -> Response {
    let (kind, place) = match file.media {
        Media::Jpeg => ("image/jpeg", "inline; filename=\"paper.jpg\""),
        Media::Png => ("image/png", "inline; filename=\"paper.png\""),
        Media::Pdf => ("application/octet-stream", "attachment; filename=\"paper.pdf\""),
    };
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
        (header::CONTENT_SECURITY_POLICY, CAGE),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (head, body) in parts {
            out.extend(format!("--xx\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
            out.extend(*body);
            out.extend(b"\r\n");
        }
        out.extend(b"--xx--\r\n");
        out
    }

    #[test]
    fn a_form_is_read_to_the_byte_and_a_file_is_whatever_it_is() {
        let photo = b"\xFF\xD8\r\n--x\r\n\r\n--\0\xFF\xD9";
        let sent = form(&[
            ("name=\"csrf\"", b"t"),
            ("name=\"kind\"", "营".as_bytes()),
            ("name=\"file\"; filename=\"../../a.php\"\r\nContent-Type: text/html", photo),
        ]);
        let (pairs, file) = parts(&sent, "xx").unwrap();
        assert_eq!(pairs, [("csrf".into(), "t".into()), ("kind".into(), "营".into())]);
        assert_eq!(file, photo);
        for cut in 0..sent.len() - 4 {
            assert!(parts(&sent[..cut], "xx").is_none(), "{cut}");
        }
    }

    #[test]
    fn what_is_no_form_of_ours_is_not_read() {
        let file = "name=\"file\"; filename=\"a\"";
        for bad in [
            form(&[(file, b"a"), (file, b"b")]),
            form(&[("name=\"other\"; filename=\"a\"", b"a")]),
            form(&[("name=\"a b\"", b"a")]),
            form(&[("name=\"kind\"", b"\xFF")]),
            form(&[("name=\"kind\"", b"\0")]),
            form(&[("name=\"kind\"", &[b'a'; TEXT + 1])]),
            form(&[("name=\"kind\"", &b"a"[..]); PARTS + 1]),
            b"--xx".to_vec(),
            Vec::new(),
        ] {
            assert!(parts(&bad, "xx").is_none());
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"ab-1\"").as_deref(), Some("ab-1"));
        for bad in ["text/plain; boundary=a", "multipart/form-data", "multipart/form-data; boundary=a\u{7f}"]
        {
            assert_eq!(boundary(bad), None);
        }
    }
}
