//! Where everything stands: blocks become rows, rows become pages. One page if it fits, a little tighter if that makes it fit.

use crate::{Block, Sheet, font::Face, text};

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
pub(crate) const SIDE: f32 = 56.0;
const TOP: f32 = 54.0;
const BOTTOM: f32 = 62.0;
/// How wide text is.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;
/// As tight as it may be set, to save a page.
const TIGHT: f32 = 0.9;
/// So many missing characters are named.
const NAMED: usize = 24;
const GAP: f32 = 14.0;

/// The voice of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Second,
    Green,
}

/// What a run is part of, for whoever has the paper read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Heading,
    Paragraph,
}

/// Some words of one look on one line.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) x: f32,
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) bold: bool,
    /// Whether it stands in a small frame.
    pub(crate) framed: bool,
    /// The part it belongs to, by number.
    pub(crate) part: usize,
}

/// A line of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Room above, but for the first of a page.
    pub(crate) above: f32,
    pub(crate) height: f32,
    /// Whether it stays on the page of the next.
    pub(crate) keeps: bool,
    /// Whether a rule is drawn under it.
    pub(crate) ruled: bool,
    pub(crate) runs: Vec<Run>,
}

/// The whole paper, laid out.
pub(crate) struct Laid {
    /// Rows with the height of their base line, page by page.
    pub(crate) pages: Vec<Vec<(f32, Row)>>,
    pub(crate) parts: Vec<Part>,
}

pub(crate) fn lay(sheet: &Sheet) -> Laid {
    let loose = laid(sheet, 1.0);
    if loose.pages.len() < 2 {
        return loose;
    }
    let tight = laid(sheet, TIGHT);
    if tight.pages.len() < loose.pages.len() { tight } else { loose }
}

fn laid(sheet: &Sheet, k: f32) -> Laid {
    let mut setter = Setter { rows: Vec::new(), parts: Vec::new(), k, column: column(sheet, k) };
    for block in &sheet.blocks {
        setter.block(block);
    }
    setter.foot(sheet);
    Laid { pages: paged(setter.rows), parts: setter.parts }
}

/// The column of the facts' words: as wide as the widest of them, within reason.
fn column(sheet: &Sheet, k: f32) -> f32 {
    let wide = |block: &Block| match block {
        Block::Fact { label, .. } => Face::load().measure(&text::clean(label), 10.5 * k),
        _ => 0.0,
    };
    sheet.blocks.iter().map(wide).fold(0.0, f32::max).min(WIDTH * 0.28) + GAP
}

fn paged(rows: Vec<Row>) -> Vec<Vec<(f32, Row)>> {
    let bottom = PAGE.1 - BOTTOM;
    let mut pages: Vec<Vec<(f32, Row)>> = vec![Vec::new()];
    let mut y = TOP;
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let page = pages.last().map_or(0, Vec::len);
        let above = if page == 0 { 0.0 } else { row.above };
        let next = rows.peek().filter(|_| row.keeps).map_or(0.0, |next| next.above + next.height);
        if page > 0 && y + above + row.height + next > bottom {
            pages.push(Vec::new());
            y = TOP;
        } else {
            y += above;
        }
        y += row.height;
        if let Some(page) = pages.last_mut() {
            page.push((y, row));
        }
    }
    pages
}

struct Setter {
    rows: Vec<Row>,
    parts: Vec<Part>,
    k: f32,
    column: f32,
}

#[derive(Clone, Copy)]
struct Look {
    size: f32,
    ink: Ink,
    bold: bool,
}

impl Setter {
    fn part(&mut self, part: Part) -> usize {
        self.parts.push(part);
        self.parts.len() - 1
    }

    fn look(&self, size: f32, ink: Ink, bold: bool) -> Look {
        Look { size: size * self.k, ink, bold }
    }

    /// A text over as many rows as it takes; the number of the first.
    fn text(&mut self, text: &str, look: Look, x: f32, width: f32, above: f32, part: usize) -> usize {
        let first = self.rows.len();
        for (n, line) in text::lines(text, look.size, width).into_iter().enumerate() {
            let above = if n == 0 { above * self.k } else { 0.0 };
            let height = look.size * 1.6;
            let runs = vec![run(line, look, x, part)];
            self.rows.push(Row { above, height, runs, ..Row::default() });
        }
        first
    }

    /// Puts words at the right of a row, or on a row of their own before it if they are long.
    fn aside(&mut self, words: &str, look: Look, row: usize) {
        let words = text::clean(words).replace('\n', " ");
        if words.is_empty() {
            return;
        }
        let wide = Face::load().measure(&words, look.size);
        let part = self.part(Part::Paragraph);
        if wide > WIDTH * 0.42 {
            self.text(&words, look, 0.0, WIDTH, 0.0, part);
        } else if let Some(row) = self.rows.get_mut(row) {
            row.runs.push(run(words, look, WIDTH - wide, part));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Name { text, aside } => {
                let part = self.part(Part::Title);
                let row = self.text(text, self.look(24.0, Ink::Plain, true), 0.0, WIDTH * 0.58, 0.0, part);
                self.aside(aside, self.look(11.0, Ink::Plain, false), row);
            }
            Block::Line(text) => {
                let part = self.part(Part::Paragraph);
                self.text(text, self.look(10.5, Ink::Second, false), 0.0, WIDTH, 2.0, part);
            }
            Block::Heading(text) => {
                let part = self.part(Part::Heading);
                self.text(text, self.look(12.5, Ink::Green, true), 0.0, WIDTH, 16.0, part);
                if let Some(row) = self.rows.last_mut() {
                    (row.ruled, row.keeps) = (true, true);
                }
            }
            Block::Text(text) => {
                let part = self.part(Part::Paragraph);
                self.text(text, self.look(10.5, Ink::Plain, false), 0.0, WIDTH, 6.0, part);
            }
            Block::Fact { label, text } => self.fact(label, text),
            Block::Entry { title, when, place, text, mark } => self.entry(title, when, place, text, mark),
        }
    }

    fn fact(&mut self, label: &str, text: &str) {
        let column = self.column;
        let named = self.part(Part::Paragraph);
        let first = self.text(label, self.look(10.5, Ink::Second, false), 0.0, column - GAP, 5.0, named);
        let beside = self.rows.split_off(first);
        let part = self.part(Part::Paragraph);
        self.text(text, self.look(10.5, Ink::Plain, false), column, WIDTH - column, 5.0, part);
        for (n, row) in beside.into_iter().enumerate() {
            match self.rows.get_mut(first + n) {
                Some(there) => there.runs.splice(0..0, row.runs).for_each(drop),
                None => self.rows.push(row),
            }
        }
    }

    fn entry(&mut self, title: &str, when: &str, place: &str, text: &str, mark: &str) {
        let part = self.part(Part::Paragraph);
        let look = self.look(11.0, Ink::Plain, true);
        let first = self.text(title, look, 0.0, WIDTH * 0.58, 9.0, part);
        let mark = text::clean(mark).replace('\n', " ");
        let last = self.rows.len() - 1;
        if !mark.is_empty() {
            let small = self.look(8.5, Ink::Green, false);
            let (face, part) = (Face::load(), self.part(Part::Paragraph));
            let after =
                self.rows[last].runs.last().map_or(0.0, |run| face.measure(&run.text, run.size)) + 9.0;
            if after + face.measure(&mark, small.size) > WIDTH * 0.72 {
                self.text(&mark, small, 0.0, WIDTH, 0.0, part);
            } else {
                self.rows[last].runs.push(Run { framed: true, ..run(mark, small, after, part) });
            }
        }
        self.aside(when, self.look(10.0, Ink::Second, false), first);
        for (words, ink) in [(place, Ink::Second), (text, Ink::Plain)] {
            if !text::clean(words).trim().is_empty() {
                let part = self.part(Part::Paragraph);
                self.text(words, self.look(10.5, ink, false), 0.0, WIDTH, 0.0, part);
            }
        }
        self.rows[first].keeps = self.rows.len() > first + 1;
    }

    fn foot(&mut self, sheet: &Sheet) {
        let mut foot = sheet.foot.clone();
        let missing = missing(sheet);
        if !missing.is_empty() {
            if !foot.is_empty() {
                foot.push('\n');
            }
            foot.push_str(&sheet.missing);
            for c in missing.iter().take(NAMED) {
                foot.push_str(&format!(" U+{:04X}", u32::from(*c)));
            }
            if missing.len() > NAMED {
                foot.push('…');
            }
        }
        if !foot.is_empty() {
            let part = self.part(Part::Paragraph);
            self.text(&foot, self.look(8.5, Ink::Second, false), 0.0, WIDTH, 20.0, part);
        }
    }
}

fn run(text: String, look: Look, x: f32, part: usize) -> Run {
    Run { x, text, size: look.size, ink: look.ink, bold: look.bold, framed: false, part }
}

/// The characters of a sheet that the font lacks, as they come.
fn missing(sheet: &Sheet) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    let mut look = |words: &str| {
        for c in text::clean(words).chars() {
            if found.len() <= NAMED && c != '\n' && !Face::load().has(c) && !found.contains(&c) {
                found.push(c);
            }
        }
    };
    for block in &sheet.blocks {
        match block {
            Block::Name { text, aside } => [text, aside].map(|words| look(words)).len(),
            Block::Line(words) | Block::Heading(words) | Block::Text(words) => {
                [words].map(|words| look(words)).len()
            }
            Block::Fact { label, text } => [label, text].map(|words| look(words)).len(),
            Block::Entry { title, when, place, text, mark } => {
                [title, when, place, text, mark].map(|words| look(words)).len()
            }
        };
    }
    found
}
