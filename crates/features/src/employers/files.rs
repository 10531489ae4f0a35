//! What people hand in as a file: a JPEG, a PNG or a PDF, told by looking into it and never by what it is called.
//!
//! Pictures are written anew from the parts that make the picture: where a phone was, comments, anything hidden behind the end,
//! and whatever else would make the file a second kind of file stay out. Nothing is decoded, so that no picture costs memory;
//! a PDF is kept as it is, and is never shown, only handed out. It refuses what is too large, too wide, cut short or none of these.

use kernel::{Error, Result};

use super::Media;

/// The largest file, bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;
/// The longest side of a picture, pixels.
const SIDE: u32 = 9_600;
/// The most pixels of a picture: fifty megapixels, what good phones take.
const PIXELS: u64 = 50_000_000;

/// A file that was looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is.
    pub media: Media,
    /// What is kept of it.
    pub bytes: Vec<u8>,
}

/// Looks into a file, and keeps what makes it the picture or document it is.
pub fn checked(bytes: &[u8]) -> Result<Checked> {
    if bytes.is_empty() {
        return Err(Error::invalid("paper.empty").field("file"));
    }
    if bytes.len() > LARGEST {
        return Err(Error::too_large("paper.too_large").field("file"));
    }
    let (media, kept) = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        (Media::Jpeg, jpeg(bytes)?)
    } else if bytes.starts_with(PNG) {
        (Media::Png, png(bytes)?)
    } else if bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.") {
        (Media::Pdf, pdf(bytes)?)
    } else {
        return Err(Error::invalid("paper.media").field("file"));
    };
    Ok(Checked { media, bytes: kept })
}

fn broken() -> Error {
    Error::invalid("paper.broken").field("file")
}

fn sized(width: u32, height: u32) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(broken());
    }
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err(Error::invalid("paper.wide").field("file"));
    }
    Ok(())
}

fn short(bytes: &[u8], at: usize) -> Result<u16> {
    let pair = bytes.get(at..at + 2).ok_or_else(broken)?;
    Ok(u16::from_be_bytes([pair[0], pair[1]]))
}

/// A JPEG of its tables, frame and scans; of what a camera writes only how the picture is turned.
fn jpeg(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&bytes[..2]);
    let (mut at, mut framed, mut scanned, mut turned) = (2, false, false, false);
    loop {
        // Any number of fill bytes may stand before a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(&0xFF), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else { return Err(broken()) };
        if marker == 0xD9 {
            if !framed || !scanned {
                return Err(broken());
            }
            out.extend_from_slice(&[0xFF, 0xD9]);
            return Ok(out);
        }
        let length = usize::from(short(bytes, at + 2)?);
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2).ok_or_else(broken)?;
        let body = &segment[4..];
        at += segment.len();
        match marker {
            // The frame: baseline or progressive, coded by Huffman.
            0xC0..=0xC2 => {
                if framed || body.len() < 6 {
                    return Err(broken());
                }
                sized(u32::from(short(body, 3)?), u32::from(short(body, 1)?))?;
                framed = true;
                out.extend_from_slice(segment);
            }
            // Tables, the interval of restarts, the head of the format, the colours of one maker.
            0xC4 | 0xDB | 0xDD | 0xE0 | 0xEE => out.extend_from_slice(segment),
            0xE1 => {
                if let Some(turn) = orientation(body).filter(|_| !turned) {
                    turned = true;
                    out.extend_from_slice(&exif(turn));
                }
            }
            // Everything else that makers and people add.
            0xE2..=0xED | 0xEF | 0xFE => {}
            0xDA => {
                if !framed {
                    return Err(broken());
                }
                scanned = true;
                out.extend_from_slice(segment);
                let end = scan(bytes, at)?;
                out.extend_from_slice(&bytes[at..end]);
                at = end;
            }
            _ => return Err(broken()),
        }
    }
}

/// Where the coded picture after the head of a scan ends: at a marker that is neither stuffing nor a restart.
fn scan(bytes: &[u8], from: usize) -> Result<usize> {
    let mut at = from;
    while at + 1 < bytes.len() {
        if bytes[at] == 0xFF && !matches!(bytes[at + 1], 0x00 | 0xD0..=0xD7) {
            return Ok(at);
        }
        at += 1;
    }
    Err(broken())
}

/// How a picture is turned, as cameras say it: 2 to 8; 1 and anything strange is not said again.
fn orientation(app1: &[u8]) -> Option<u16> {
    let tiff = app1.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let entries = usize::from(two(first)?).min(200);
    let entry = (0..entries).map(|n| first + 2 + n * 12).find(|at| two(*at) == Some(0x0112))?;
    two(entry + 8).filter(|turn| (2..=8).contains(turn))
}

/// The segment that says how a picture is turned, and nothing else.
fn exif(turn: u16) -> Vec<u8> {
    let mut out = vec![0xFF, 0xE1, 0, 34];
    out.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01");
    out.extend_from_slice(&turn.to_be_bytes());
    out.extend_from_slice(&[0, 0, 0, 0, 0, 0]);
    out
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A PNG of its head, palette, transparency and picture.
fn png(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = PNG.to_vec();
    let (mut at, mut headed, mut data) = (PNG.len(), false, false);
    loop {
        let size: [u8; 4] = bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or_else(broken)?;
        let size = usize::try_from(u32::from_be_bytes(size)).map_err(|_| broken())?;
        let end = at.checked_add(12).and_then(|end| end.checked_add(size)).ok_or_else(broken)?;
        let chunk = bytes.get(at..end).ok_or_else(broken)?;
        let (name, body) = (&chunk[4..8], &chunk[8..8 + size]);
        if crc(&chunk[4..8 + size]).to_be_bytes() != chunk[8 + size..] {
            return Err(broken());
        }
        match name {
            b"IHDR" => {
                if headed || size != 13 {
                    return Err(broken());
                }
                let side =
                    |at: usize| u32::from_be_bytes([body[at], body[at + 1], body[at + 2], body[at + 3]]);
                sized(side(0), side(4))?;
                headed = true;
            }
            _ if !headed => return Err(broken()),
            b"IDAT" => data = true,
            b"IEND" if !data => return Err(broken()),
            b"PLTE" | b"tRNS" | b"IEND" => {}
            // A capital letter first: the picture cannot be understood without it, and we do not know it.
            _ if name[0].is_ascii_uppercase() => return Err(broken()),
            _ => {
                at = end;
                continue;
            }
        }
        out.extend_from_slice(chunk);
        if name == b"IEND" {
            return Ok(out);
        }
        at = end;
    }
}

/// CRC-32 of ISO 3309.
pub(crate) fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

/// A document that ends where it says, and says of itself neither that it runs something nor that it carries another file.
/// What stands inside a packed part is not seen: that is why a document is only ever handed out, never opened here.
fn pdf(bytes: &[u8]) -> Result<Vec<u8>> {
    let end = bytes.windows(5).rposition(|part| part == b"%%EOF").ok_or_else(broken)?;
    let rest = &bytes[end + 5..];
    if rest.len() > 64 || !rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(broken());
    }
    const ACTIVE: [&[u8]; 4] = [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia"];
    if ACTIVE.iter().any(|word| bytes.windows(word.len()).any(|part| part == *word)) {
        return Err(Error::invalid("paper.active").field("file"));
    }
    Ok(bytes[..end + 5].to_vec())
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
