//! Pay in a text: an amount or a range with what stands around it, such as `一小时25`, `200以上`, `5000-8000元/月`.
//! It refuses amounts that count something else (people, years, floors, hours of work) and telephone numbers.

use kernel::{Fen, PayUnit, Settlement};

use super::number::{Number, number, says};
use super::types::PayWish;

/// Pay as a text says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    unit: Option<PayUnit>,
    at_least: Option<Fen>,
    at_most: Option<Fen>,
}

#[derive(Clone, Copy)]
enum Cue {
    Unit(PayUnit),
    Least,
    Most,
    Money,
}

use Cue::{Least, Money, Most, Unit};
use PayUnit::{Day, Hour, Month};

/// What may stand before an amount; longer words first.
const BEFORE: [(&str, Cue); 35] = [
    ("一个小时", Unit(Hour)),
    ("每个小时", Unit(Hour)),
    ("每小时", Unit(Hour)),
    ("一小时", Unit(Hour)),
    ("小时工资", Unit(Hour)),
    ("时薪", Unit(Hour)),
    ("日工资", Unit(Day)),
    ("日薪", Unit(Day)),
    ("每天", Unit(Day)),
    ("一天", Unit(Day)),
    ("每日", Unit(Day)),
    ("一日", Unit(Day)),
    ("月工资", Unit(Month)),
    ("月薪", Unit(Month)),
    ("月入", Unit(Month)),
    ("底薪", Unit(Month)),
    ("每个月", Unit(Month)),
    ("一个月", Unit(Month)),
    ("每月", Unit(Month)),
    ("不低于", Least),
    ("不少于", Least),
    ("至少", Least),
    ("最少", Least),
    ("最低", Least),
    ("起码", Least),
    ("超过", Least),
    ("大于", Least),
    ("高于", Least),
    ("不超过", Most),
    ("低于", Most),
    ("最多", Most),
    ("最高", Most),
    ("工资", Money),
    ("薪资", Money),
    ("¥", Money),
];

/// What may stand after an amount.
const AFTER: [(&str, Cue); 34] = [
    ("块钱", Money),
    ("块", Money),
    ("元", Money),
    ("圆", Money),
    ("rmb", Money),
    ("左右", Money),
    ("上下", Money),
    ("及以上", Least),
    ("或以上", Least),
    ("以上", Least),
    ("往上", Least),
    ("起", Least),
    ("+", Least),
    ("及以下", Most),
    ("以下", Most),
    ("以内", Most),
    ("之内", Most),
    ("封顶", Most),
    ("一个小时", Unit(Hour)),
    ("每小时", Unit(Hour)),
    ("一小时", Unit(Hour)),
    ("/小时", Unit(Hour)),
    ("/时", Unit(Hour)),
    ("/h", Unit(Hour)),
    ("每天", Unit(Day)),
    ("每日", Unit(Day)),
    ("一天", Unit(Day)),
    ("一日", Unit(Day)),
    ("/天", Unit(Day)),
    ("/日", Unit(Day)),
    ("每月", Unit(Month)),
    ("一个月", Unit(Month)),
    ("/个月", Unit(Month)),
    ("/月", Unit(Month)),
];

/// Units that count only after a word for money.
const AFTER_MONEY: [(&str, PayUnit); 5] =
    [("小时", Hour), ("时", Hour), ("天", Day), ("日", Day), ("月", Month)];

/// What an amount may count that is not money.
const COUNTED: &str = "人名位个岁年楼号栋室层路公里米吨斤平级届次单件套家门后天日月时点分秒周%:.期台辆度";

/// Yuan below which a bare amount is not pay.
const LEAST_BARE: i64 = 30;

/// Every pay in the text, in order, without overlap. `word` tells whether a known word begins at a character.
pub(crate) fn find(text: &[char], word: impl Fn(usize) -> bool) -> Vec<Said> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match said(text, at, &word) {
            Some(said) => {
                at = said.end;
                found.push(said);
            }
            None => at += 1,
        }
    }
    found
}

fn cue(table: &[(&str, Cue)], text: &[char], at: usize) -> Option<(Cue, usize)> {
    let (word, cue) = table.iter().find(|(word, _)| says(text, at, word))?;
    Some((*cue, at + word.chars().count()))
}

fn spaces(text: &[char], mut at: usize) -> usize {
    while text.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

#[derive(Default)]
struct Cues {
    unit: Option<PayUnit>,
    least: bool,
    most: bool,
    money: bool,
}

impl Cues {
    fn take(&mut self, cue: Cue) {
        match cue {
            Unit(unit) => self.unit = self.unit.or(Some(unit)),
            Least => self.least = true,
            Most => self.most = true,
            Money => self.money = true,
        }
    }

    fn none(&self) -> bool {
        self.unit.is_none() && !self.least && !self.most && !self.money
    }
}

fn said(text: &[char], start: usize, word: &impl Fn(usize) -> bool) -> Option<Said> {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let letters = text.iter().take(start).rev().take_while(|c| c.is_ascii_alphabetic()).count();
    // A few letters before digits are a model or a size; more of them are a word.
    let model = (1..3).contains(&letters);
    if model || before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '第' | ':' | '.' | '/' | '-' | '~'))
    {
        return None;
    }
    let (mut cues, mut at) = (Cues::default(), start);
    while let Some((cue, end)) = cue(&BEFORE, text, at) {
        cues.take(cue);
        at = spaces(text, end);
        if text.get(at) == Some(&':') {
            at = spaces(text, at + 1);
        }
    }
    let low = number(text, at)?;
    let high = range_end(text, low.end);
    let (low, high) = scaled_alike(low, high)?;
    let mut end = high.map_or(low.end, |high| high.end);
    let counts = |at: usize| {
        let next = text.get(at);
        let counted = next.is_some_and(|c| COUNTED.contains(*c)) || says(text, at, "小时");
        counted && !word(at) && cue(&AFTER, text, at).is_none()
    };
    if counts(end) {
        return None;
    }
    let mut after_money = false;
    loop {
        let next = spaces(text, end);
        // A space divides a word from what it says about, except a comparison.
        let found = cue(&AFTER, text, next)
            .filter(|(cue, _)| next == end || matches!(cue, Least | Most))
            .filter(|_| !word(next));
        if let Some((cue, stop)) = found {
            cues.take(cue);
            (after_money, end) = (matches!(cue, Money), stop);
            continue;
        }
        let unit = AFTER_MONEY.iter().find(|(unit, _)| after_money && says(text, end, unit) && !word(end));
        let Some((unit, amount)) = unit else { break };
        cues.take(Unit(*amount));
        (after_money, end) = (false, end + unit.chars().count());
    }
    let least = (!cues.most || high.is_some()).then_some(Fen(low.cents));
    let most = high.map(|high| high.cents).or(cues.most.then_some(low.cents)).map(Fen);
    believed(text, &cues, low, high, end).then_some(Said {
        start,
        end,
        unit: cues.unit,
        at_least: least,
        at_most: most,
    })
}

fn range_end(text: &[char], at: usize) -> Option<Number> {
    let to = spaces(text, at);
    matches!(text.get(to), Some('-' | '~' | '到' | '至'))
        .then(|| number(text, spaces(text, to + 1)))
        .flatten()
}

/// In `6-8k` both are thousands.
fn scaled_alike(mut low: Number, high: Option<Number>) -> Option<(Number, Option<Number>)> {
    if let Some(high) = high {
        if high.scaled && !low.scaled && low.cents < 10_000 {
            low.cents *=
                if high.cents >= 1_000_000 && low.cents * 10_000 <= high.cents { 10_000 } else { 1_000 };
        }
        if high.cents < low.cents {
            return None;
        }
    }
    Some((low, high))
}

/// Whether the amount is pay, by what stands around it and its size.
fn believed(text: &[char], cues: &Cues, low: Number, high: Option<Number>, end: usize) -> bool {
    let next = text.get(end);
    if low.cents < 100 || low.cents > Month.limit().0 || next.is_some_and(char::is_ascii_digit) {
        return false;
    }
    if cues.unit.is_some() || cues.money && low.cents >= 1_000 {
        return true;
    }
    match high {
        Some(high) => high.cents >= 10_000 && low.cents >= 1_000,
        None if !cues.none() => low.cents >= 1_000,
        None => {
            let goes_on =
                next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '~' | ':'));
            (low.scaled || text.get(low.end.saturating_sub(1)).is_some_and(char::is_ascii_digit))
                && low.cents >= LEAST_BARE * 100
                && !goes_on
        }
    }
}

impl Said {
    /// The wish, with a unit: the one said, or the likely one for the amount; none beyond what may be offered.
    pub(crate) fn wish(self, settlement: Option<Settlement>) -> Option<PayWish> {
        let amount = self.at_least.or(self.at_most)?;
        // Paid out each day, an amount for a day may be larger before a month is likelier.
        let largest_day = if settlement == Some(Settlement::Daily) { 300_000 } else { 150_000 };
        let likely = match amount.0 {
            fen if fen < 6_000 => Hour,
            fen if fen < largest_day => Day,
            _ => Month,
        };
        let unit = self.unit.unwrap_or(likely);
        let limit = unit.limit();
        let known = |fen: Option<Fen>| fen.is_none_or(|fen| fen > Fen::ZERO && fen <= limit);
        (known(self.at_least) && known(self.at_most)).then_some(PayWish {
            unit,
            unit_said: self.unit.is_some(),
            at_least: self.at_least,
            at_most: self.at_most,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<(PayUnit, Option<i64>, Option<i64>)> {
        let chars: Vec<char> = text.chars().collect();
        let settles = |at: usize| ["日结", "月结", "周末", "周结"].iter().any(|word| says(&chars, at, word));
        let wish = find(&chars, settles).first()?.wish(None)?;
        let yuan = |fen: Option<Fen>| fen.map(|fen| fen.0 / 100);
        Some((wish.unit, yuan(wish.at_least), yuan(wish.at_most)))
    }

    #[test]
    fn pay_in_many_words() {
        for (text, unit, least, most) in [
            ("200以上", Day, Some(200), None),
            ("200 以上", Day, Some(200), None),
            ("一小时25", Hour, Some(25), None),
            ("25一小时", Hour, Some(25), None),
            ("25元/时", Hour, Some(25), None),
            ("18块钱一个小时", Hour, Some(18), None),
            ("二十块一小时", Hour, Some(20), None),
            ("两百", Day, Some(200), None),
            ("二百五一天", Day, Some(250), None),
            ("5000-8000", Month, Some(5000), Some(8000)),
            ("5000到8000元/月", Month, Some(5000), Some(8000)),
            ("6-8k", Month, Some(6000), Some(8000)),
            ("8千~1万2", Month, Some(8000), Some(12000)),
            ("5k", Month, Some(5000), None),
            ("1.5千", Month, Some(1500), None),
            ("月薪4500", Month, Some(4500), None),
            ("工资:300", Day, Some(300), None),
            ("不低于300", Day, Some(300), None),
            ("300以下", Day, None, Some(300)),
            ("最多 3000", Month, None, Some(3000)),
            ("搬运200日结", Day, Some(200), None),
            ("¥180", Day, Some(180), None),
            ("8块一小时", Hour, Some(8), None),
            ("8000+", Month, Some(8000), None),
            ("180元日结", Day, Some(180), None),
            ("180元天", Day, Some(180), None),
        ] {
            assert_eq!(one(text), Some((unit, least, most)), "{text}");
        }
    }

    #[test]
    fn amounts_of_other_things() {
        for text in [
            "5名",
            "25岁以上",
            "18-45岁",
            "3天",
            "8小时",
            "13800138000",
            "2楼",
            "70%",
            "8:30",
            "8点到17点",
            "10-20人",
            "2-3",
            "90后",
            "5",
            "2026年",
            "2024-05-06",
            "一对一",
            "五一广场",
            "第300",
        ] {
            assert_eq!(one(text), None, "{text}");
        }
        assert_eq!(one("一小时9999999"), None);
    }
}
