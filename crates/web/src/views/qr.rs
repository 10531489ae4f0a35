//! A QR code as one path of an SVG picture: dark squares, row by row, within a quiet zone.

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone, in modules, that a reader needs around the code.
const QUIET: usize = 4;

/// A QR code, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qr {
    /// The side of the picture, in modules.
    pub side: usize,
    /// The path of the dark modules.
    pub path: String,
}

impl Qr {
    /// The code of a text; nothing of a text that no code holds.
    pub fn of(text: &str) -> Qr {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return Qr::default() };
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                path.push_str(&format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
            }
        }
        Qr { side: width + 2 * QUIET, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_picture_and_too_much_becomes_none() {
        let small = Qr::of("BANYAN");
        assert_eq!(small.side, 21 + 2 * QUIET);
        assert!(small.path.starts_with("M4 4h1v1h-1z"));
        assert_eq!(Qr::of(&"x".repeat(5000)), Qr::default());
    }
}
