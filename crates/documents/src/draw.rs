//! The file: every run with its part of the document's structure, rules and page numbers as ornaments.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};

use crate::font::Face;
use crate::layout::{self, Ink, Laid, PAGE, Part, Row, Run, SIDE, WIDTH};
use crate::{Sheet, Unwritten, text};

/// How much a stroke makes up for a bold that is not in the font.
const BOLD: f32 = 0.032;

pub(crate) fn write(sheet: &Sheet) -> Result<Vec<u8>, Unwritten> {
    let laid = layout::lay(sheet);
    // As PDF/UA asks; should a file ever not be so, it is better plain than not at all.
    file(sheet, &laid, true).or_else(|_| file(sheet, &laid, false))
}

fn file(sheet: &Sheet, laid: &Laid, accessible: bool) -> Result<Vec<u8>, Unwritten> {
    let lost = |what: &str| Unwritten(what.to_owned());
    let mut settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    if accessible {
        let asked = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        settings.configuration = asked.map_err(|_| lost("configuration"))?;
    }
    let mut document = Document::new_with(settings);
    let mut groups: Vec<TagGroup> = laid.parts.iter().map(|part| group(*part, sheet)).collect();
    let mut outline = Outline::new();
    for (number, rows) in laid.pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| lost("page"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for (base, row) in rows {
            draw(&mut surface, *base, row, &mut groups);
            let heads = row.runs.first().filter(|run| laid.parts[run.part] != Part::Paragraph);
            if let Some(run) = heads {
                let to = XyzDestination::new(number, Point::from_xy(SIDE, base - row.height));
                outline.push_child(OutlineNode::new(run.text.clone(), to));
            }
        }
        if laid.pages.len() > 1 {
            number_of(&mut surface, number + 1, laid.pages.len());
        }
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(sheet.lang.clone()));
    for group in groups.into_iter().filter(|group| !group.children.is_empty()) {
        tree.push(group);
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    let day = DateTime::new(sheet.day.year).month(sheet.day.month).day(sheet.day.day).utc_offset_hour(8);
    document
        .set_metadata(Metadata::new().title(title(sheet)).language(sheet.lang.clone()).creation_date(day));
    document.finish().map_err(|error| Unwritten(format!("{error:?}")))
}

/// The title, which is asked for; of one that cannot be seen a stroke is left.
fn title(sheet: &Sheet) -> String {
    let title = text::clean(&sheet.title).replace('\n', " ");
    if title.trim().is_empty() { "\u{2014}".to_owned() } else { title }
}

fn group(part: Part, sheet: &Sheet) -> TagGroup {
    let heading = |level: u16| {
        let level = std::num::NonZeroU16::new(level).unwrap_or(std::num::NonZeroU16::MIN);
        Tag::Hn(level, Some(title(sheet)))
    };
    match part {
        Part::Title => TagGroup::new(heading(1)),
        Part::Heading => TagGroup::new(heading(2)),
        Part::Paragraph => TagGroup::new(Tag::P),
    }
}

fn colour(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Plain => rgb::Color::new(29, 35, 30),
        Ink::Second => rgb::Color::new(87, 90, 80),
        Ink::Green => rgb::Color::new(31, 93, 70),
    }
}

fn filled(colour: rgb::Color) -> Option<Fill> {
    Some(Fill { paint: colour.into(), opacity: NormalizedF32::ONE, ..Fill::default() })
}

fn stroked(colour: rgb::Color, width: f32) -> Option<Stroke> {
    Some(Stroke { paint: colour.into(), width, ..Stroke::default() })
}

fn draw(surface: &mut Surface<'_>, base: f32, row: &Row, groups: &mut [TagGroup]) {
    // The line of the letters, of a row that ends at `base`.
    let line = base - row.height * 0.28;
    for run in row.runs.iter().filter(|run| !run.text.trim().is_empty()) {
        if run.framed {
            frame(surface, line, run);
        }
        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        letters(surface, line, run);
        surface.end_tagged();
        groups[run.part].push(id);
    }
    if row.ruled {
        rule(surface, base + 1.0);
    }
}

fn letters(surface: &mut Surface<'_>, line: f32, run: &Run) {
    let face = Face::load();
    let Some(font) = face.drawn() else { return };
    let colour = colour(run.ink);
    surface.set_fill(filled(colour));
    surface.set_stroke(if run.bold { stroked(colour, run.size * BOLD) } else { None });
    let glyphs = face.glyphs(&run.text);
    surface.draw_glyphs(Point::from_xy(SIDE + run.x, line), &glyphs, font, &run.text, run.size, false);
}

fn ornament(surface: &mut Surface<'_>, kind: ArtifactType, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(surface);
    surface.end_tagged();
}

fn rule(surface: &mut Surface<'_>, y: f32) {
    ornament(surface, ArtifactType::Layout, |surface| {
        let mut path = PathBuilder::new();
        path.move_to(SIDE, y);
        path.line_to(SIDE + WIDTH, y);
        surface.set_fill(None);
        surface.set_stroke(stroked(rgb::Color::new(194, 214, 196), 0.8));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    });
}

fn frame(surface: &mut Surface<'_>, line: f32, run: &Run) {
    let wide = Face::load().measure(&run.text, run.size);
    let (left, top) = (SIDE + run.x - 3.5, line - run.size * 1.08);
    let Some(rect) = Rect::from_xywh(left, top, wide + 7.0, run.size * 1.5) else { return };
    ornament(surface, ArtifactType::Layout, |surface| {
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        surface.set_fill(filled(rgb::Color::new(227, 237, 226)));
        surface.set_stroke(None);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    });
}

fn number_of(surface: &mut Surface<'_>, number: usize, of: usize) {
    let text = format!("{number} / {of}");
    let size = 8.5;
    let x = (WIDTH - Face::load().measure(&text, size)) / 2.0;
    let run = Run { x, text, size, ink: Ink::Second, bold: false, framed: false, part: 0 };
    ornament(surface, ArtifactType::Other, |surface| letters(surface, PAGE.1 - 32.0, &run));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Block, Day};

    fn sheet(words: &[String]) -> Sheet {
        let word = |n: usize| words.get(n % words.len().max(1)).cloned().unwrap_or_default();
        Sheet {
            title: word(0),
            lang: "zh-CN".into(),
            day: Day { year: 2026, month: 3, day: 3 },
            blocks: vec![
                Block::Name { text: word(0), aside: word(1) },
                Block::Line(word(2)),
                Block::Heading(word(3)),
                Block::Fact { label: word(4), text: word(5) },
                Block::Text(word(6)),
                Block::Entry {
                    title: word(7),
                    when: word(8),
                    place: word(9),
                    text: word(10),
                    mark: word(11),
                },
            ],
            foot: word(12),
            missing: word(13),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn whatever_people_write_becomes_an_accessible_file(
            words in prop::collection::vec("\\PC{0,80}|[\u{0}-\u{ffff}]{0,60}|[؀-ۿ א-ת]{0,60}|[\u{1f300}-\u{1faff}]{0,20}", 0..14)
        ) {
            let sheet = sheet(&words);
            let laid = layout::lay(&sheet);
            let file = file(&sheet, &laid, true);
            prop_assert!(file.is_ok(), "{:?}", file.err());
        }
    }

    #[test]
    fn nothing_stands_outside_the_page() {
        let long = "长".repeat(10_000);
        for words in [vec!["a".repeat(10_000)], vec![long], vec!["字 ".repeat(400), "W".repeat(90)], vec![]]
        {
            let laid = layout::lay(&sheet(&words));
            for (base, row) in laid.pages.iter().flatten() {
                assert!(*base <= PAGE.1 - 50.0 && row.height > 0.0);
                for run in &row.runs {
                    let end = run.x + Face::load().measure(run.text.trim_end(), run.size);
                    assert!(run.x >= 0.0 && end <= WIDTH + 0.1, "{} {}", run.x, run.text);
                }
            }
        }
    }
}
