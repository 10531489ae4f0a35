//! Base32 (RFC 4648, capitals, no padding) of whole groups of five bytes: letters and digits only, so that a scanner
//! that types comes through any keyboard layout. It refuses lengths that would need padding.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Eight letters for every five bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5);
    for group in bytes.chunks(5) {
        let mut value = 0u64;
        for at in 0..5 {
            value = value << 8 | u64::from(group.get(at).copied().unwrap_or(0));
        }
        for at in (0..8).rev() {
            out.push(char::from(ALPHABET[(value >> (5 * at) & 31) as usize]));
        }
    }
    out
}

/// The bytes of a text of exactly the length that `N` bytes have; nothing if a letter is not of the alphabet.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    if !N.is_multiple_of(5) || text.len() != N / 5 * 8 {
        return None;
    }
    let mut out = [0; N];
    for (group, letters) in out.chunks_exact_mut(5).zip(text.as_bytes().chunks_exact(8)) {
        let mut value = 0u64;
        for letter in letters {
            let digit = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                _ => return None,
            };
            value = value << 5 | u64::from(digit);
        }
        group.copy_from_slice(&value.to_be_bytes()[3..]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_that_need_no_padding() {
        assert_eq!(encode(b"fooba"), "MZXW6YTB");
        assert_eq!(decode::<5>("MZXW6YTB"), Some(*b"fooba"));
        for text in ["", "MZXW6YT", "MZXW6YTBA", "mzxw6ytb", "MZXW6YT1", "MZXW6YT=", "MZXW6Y榕"] {
            assert_eq!(decode::<5>(text), None, "{text}");
        }
    }
}
