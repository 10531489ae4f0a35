//! The font of papers, and how wide its characters are.

use std::sync::OnceLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, prelude::Size};

const DATA: &[u8] = include_bytes!("../../../data/fonts/banyan-sans-sc.otf");
/// Drawn for what is not there.
const BOX: char = '\u{25A1}';

/// The font, read once.
pub(crate) struct Face {
    font: FontRef<'static>,
    drawn: Option<Font>,
    units: f32,
    missing: (u32, f32),
}

impl Face {
    /// The only one.
    pub(crate) fn load() -> &'static Face {
        static FACE: OnceLock<Face> = OnceLock::new();
        FACE.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the font is part of the program; a test reads it")]
            let font = FontRef::new(DATA).expect("a font");
            let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
            let mut face =
                Face { font, drawn: Font::new(DATA.into(), 0), units: units.max(1.0), missing: (0, 1.0) };
            face.missing = face.find(BOX).unwrap_or((0, 1.0));
            face
        })
    }

    /// As it is drawn with.
    pub(crate) fn drawn(&self) -> Option<Font> {
        self.drawn.clone()
    }

    fn find(&self, c: char) -> Option<(u32, f32)> {
        let id = self.font.charmap().map(c)?;
        let wide = self.font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(id)?;
        Some((id.to_u32(), wide / self.units))
    }

    /// Whether a character can be drawn.
    pub(crate) fn has(&self, c: char) -> bool {
        self.find(c).is_some()
    }

    /// How wide a character is, in its own size.
    pub(crate) fn width(&self, c: char) -> f32 {
        self.find(c).unwrap_or(self.missing).1
    }

    /// How wide a text is at a size.
    pub(crate) fn measure(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.width(c)).sum::<f32>() * size
    }

    /// The glyphs of a text; those of what is missing stand for the character that is meant.
    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let (id, wide) = self.find(c).unwrap_or(self.missing);
            KrillaGlyph::new(GlyphId::new(id), wide, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
        };
        text.char_indices().map(glyph).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_people_are_called_and_where_they_live() {
        let face = Face::load();
        assert!(face.drawn().is_some() && face.missing.0 != 0);
        for c in "林秀英欧阳垚喆堃犇翀昇A1·，。（）—～¥□坵湆".chars() {
            assert!(face.has(c), "{c}");
        }
        let places = include_str!("../../../data/fujian-divisions.csv");
        let strange: Vec<char> = places.chars().filter(|c| *c > ' ' && !face.has(*c)).collect();
        assert_eq!(strange, []);
        assert!(!face.has('\u{20BB7}') && !face.has('😀') && !face.has('ش'));
        assert!((face.measure("林秀英", 10.0) - 30.0).abs() < 0.01);
    }
}
