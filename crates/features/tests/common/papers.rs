//! Pictures for tests, whole as far as anybody looks, with words inside.

#![allow(dead_code, clippy::unwrap_used, missing_docs, reason = "helpers of tests")]

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    out.extend(name);
    out.extend(body);
    let sum = crc(&out[4..]);
    out.extend(sum.to_be_bytes());
    out
}

/// A PNG of this size whose picture holds these bytes.
pub fn png(width: u32, height: u32, inside: &[u8]) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", inside), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

/// A JPEG whose picture holds these bytes, with these behind its end.
pub fn jpeg(inside: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut out = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    out.extend(b"\xFF\xC0\0\x0B\x08\0\xF0\x01\x40\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0");
    out.extend(inside);
    out.extend(b"\xFF\xD9");
    out.extend(behind);
    out
}
