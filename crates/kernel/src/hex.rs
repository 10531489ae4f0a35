//! Bytes as hexadecimal digits and back. It refuses what is not pairs of digits.

/// Small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pair = |b: &u8| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char];
    bytes.iter().flat_map(pair).collect()
}

/// The bytes of hexadecimal digits; none if they are not.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| (*byte as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&all)), Some(all.clone()));
        assert_eq!(unhex(&hex(&all).to_uppercase()), Some(all));
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        for bad in ["0", "0g", "+1", "é", " 1"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
