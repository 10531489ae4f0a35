use proptest::prelude::*;

use super::*;

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, marker];
    out.extend_from_slice(&u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    out.extend_from_slice(body);
    out
}

fn frame(width: u16, height: u16) -> Vec<u8> {
    let mut body = vec![8];
    body.extend_from_slice(&height.to_be_bytes());
    body.extend_from_slice(&width.to_be_bytes());
    body.extend_from_slice(&[1, 1, 0x11, 0]);
    segment(0xC0, &body)
}

/// A JPEG with these segments before its frame and these bytes after its end.
fn photo(width: u16, height: u16, before: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    out.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    out.extend(before.concat());
    out.extend(segment(0xDB, &[0; 65]));
    out.extend(frame(width, height));
    out.extend(segment(0xC4, &[0; 20]));
    out.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    out.extend([0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]);
    out.extend([0xFF, 0xD9]);
    out.extend(behind);
    out
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    out.extend_from_slice(name);
    out.extend_from_slice(body);
    let sum = crc(&out[4..]);
    out.extend(sum.to_be_bytes());
    out
}

fn picture(width: u32, height: u32, more: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let mut out = PNG.to_vec();
    out.extend(chunk(b"IHDR", &head));
    out.extend(more.concat());
    out.extend(chunk(b"IDAT", &[1, 2, 3]));
    out.extend(chunk(b"IEND", b""));
    out.extend(behind);
    out
}

fn code(bytes: &[u8]) -> &'static str {
    checked(bytes).unwrap_err().code
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

#[test]
fn a_photo_keeps_its_picture_and_how_it_is_turned_and_loses_where_it_was_taken() {
    let mut where_taken = exif(6)[4..].to_vec();
    where_taken.extend_from_slice(b"GPS 26.0823 119.3038");
    let comment = segment(0xFE, b"<script>alert(1)</script>");
    let profile = segment(0xE2, b"ICC_PROFILE\0");
    let bytes = photo(4000, 3000, &[segment(0xE1, &where_taken), comment, profile], b"PK\x03\x04 hidden");
    let kept = checked(&bytes).unwrap();
    assert_eq!(kept.media, Media::Jpeg);
    assert_eq!(kept.bytes, photo(4000, 3000, &[exif(6)], b""));
    for word in [&b"GPS"[..], b"<script>", b"PK\x03\x04", b"ICC"] {
        assert!(!holds(&kept.bytes, word));
    }
    // What is kept is kept again as it is.
    assert_eq!(checked(&kept.bytes).unwrap(), kept);
    assert_eq!(orientation(&exif(8)[4..]), Some(8));
    assert_eq!(orientation(&exif(1)[4..]), None);
}

#[test]
fn a_picture_keeps_what_shows_and_loses_what_is_written_beside_it() {
    let beside = [chunk(b"tEXt", b"Comment\0<script>"), chunk(b"eXIf", b"GPS"), chunk(b"PLTE", &[0; 3])];
    let kept = checked(&picture(800, 600, &beside, b"%PDF-1.4 %%EOF")).unwrap();
    assert_eq!(kept.media, Media::Png);
    assert_eq!(kept.bytes, picture(800, 600, &[chunk(b"PLTE", &[0; 3])], b""));
    let mut bent = picture(800, 600, &[], b"");
    bent[20] ^= 1;
    assert_eq!(code(&bent), "paper.broken");
    assert_eq!(code(&picture(800, 600, &[chunk(b"EVIL", b"")], b"")), "paper.broken");
}

#[test]
fn size_is_refused_by_the_head_before_anything_is_decoded() {
    for (width, height) in [(10_000, 10_000), (9_601, 10), (8_000, 8_000), (u16::MAX, u16::MAX)] {
        assert_eq!(code(&photo(width, height, &[], b"")), "paper.wide");
        assert_eq!(code(&picture(width.into(), height.into(), &[], b"")), "paper.wide");
    }
    assert_eq!(code(&picture(u32::MAX, 1, &[], b"")), "paper.wide");
    assert_eq!(code(&picture(0, 1, &[], b"")), "paper.broken");
    assert!(checked(&photo(8_160, 6_120, &[], b"")).is_ok());
    assert_eq!(code(&[]), "paper.empty");
    assert_eq!(code(&vec![0xFF; LARGEST + 1]), "paper.too_large");
}

#[test]
fn what_a_file_is_called_is_nothing_and_two_frames_or_none_are_no_photo() {
    for no in [
        &b"GIF89a"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"MZ",
        b"\0",
        b" %PDF-1.4",
    ] {
        assert_eq!(code(no), "paper.media");
    }
    assert_eq!(code(&[0xFF, 0xD8, 0xFF, 0xD9]), "paper.broken");
    assert_eq!(code(&photo(10, 10, &[frame(10, 10)], b"")), "paper.broken");
    let whole = photo(10, 10, &[], b"");
    for cut in 0..whole.len() {
        assert!(checked(&whole[..cut]).is_err(), "{cut}");
    }
    let whole = picture(10, 10, &[], b"");
    for cut in 0..whole.len() {
        assert!(checked(&whole[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_document_ends_where_it_says_and_runs_nothing() {
    assert!(checked(b"%PDF-1.7\n1 0 obj\n%%EOF\n").is_ok());
    assert_eq!(code(b"%PDF-1.7\n1 0 obj"), "paper.broken");
    assert_eq!(code(b"%PDF-1.7\n%%EOF\n<html><script>"), "paper.broken");
    assert_eq!(code(b"%PDF-1.7\n%%EOFPK\x03\x04"), "paper.broken");
    for word in ["/JavaScript", "/Launch", "/EmbeddedFile"] {
        assert_eq!(code(format!("%PDF-1.7\n<<{word}>>\n%%EOF").as_bytes()), "paper.active");
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(mut bytes: Vec<u8>, head in 0usize..4) {
        let heads: [&[u8]; 4] = [b"", &[0xFF, 0xD8, 0xFF], PNG, b"%PDF-1."];
        bytes.splice(0..0, heads[head].iter().copied());
        if let Ok(kept) = checked(&bytes) {
            prop_assert!(kept.bytes.len() <= bytes.len() + 36);
            prop_assert_eq!(checked(&kept.bytes).unwrap(), kept);
        }
    }

    #[test]
    fn a_photo_with_one_byte_changed_is_refused_or_still_a_photo(at in 0usize..200, to: u8) {
        let mut bytes = photo(40, 30, &[exif(3)], b"tail");
        let at = at % bytes.len();
        bytes[at] = to;
        if let Ok(kept) = checked(&bytes) {
            prop_assert_eq!(kept.media, Media::Jpeg);
            prop_assert!(kept.bytes.ends_with(&[0xFF, 0xD9]));
            prop_assert!(!holds(&kept.bytes, b"tail") || at < 200);
        }
    }
}
