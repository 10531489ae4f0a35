//! Chooses among stretches that overlap: those that are worth most together. It refuses short names of small places
//! that touch a word nobody understood, and pinyin that explains less than most of a run of letters.

use super::spans::{Span, runs};

/// The share of a run of letters that pinyin must explain, in percent.
const MOST: usize = 60;

/// The best stretches, in order, without overlap.
pub(crate) fn choose(text: &[char], mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.end, span.start, -span.score));
    loop {
        let chosen = best(text.len(), &spans);
        let bad: Vec<(usize, usize)> = chosen
            .iter()
            .filter(|span| (span.loose && touched(text, span, &chosen)) || !explains(text, span, &chosen))
            .map(|span| (span.start, span.end))
            .collect();
        if bad.is_empty() {
            return chosen.into_iter().cloned().collect();
        }
        // Each round drops at least one stretch, so this ends.
        spans.retain(|span| {
            !(bad.contains(&(span.start, span.end)) && (span.loose || !explains(text, span, &[span])))
        });
    }
}

/// Longest path over places in the text; the earlier stretch and the longer one win ties.
fn best(length: usize, spans: &[Span]) -> Vec<&Span> {
    let mut worth = vec![0_i32; length + 1];
    let mut last: Vec<Option<&Span>> = vec![None; length + 1];
    let mut next = spans.iter().peekable();
    for end in 1..=length {
        worth[end] = worth[end - 1];
        while let Some(span) = next.next_if(|span| span.end == end) {
            let total = worth[span.start] + span.score;
            if span.score > 0 && total > worth[end] {
                (worth[end], last[end]) = (total, Some(span));
            }
        }
    }
    let (mut at, mut chosen) = (length, Vec::new());
    while at > 0 {
        match last[at] {
            Some(span) => {
                chosen.push(span);
                at = span.start;
            }
            None => at -= 1,
        }
    }
    chosen.reverse();
    chosen
}

/// Whether a letter or digit that no stretch covers stands beside it.
fn touched(text: &[char], span: &Span, chosen: &[&Span]) -> bool {
    let unread = |at: usize| {
        text.get(at).is_some_and(|c| c.is_alphanumeric())
            && !chosen.iter().any(|other| (other.start..other.end).contains(&at))
    };
    unread(span.end) || span.start.checked_sub(1).is_some_and(unread)
}

/// Whether the runs of letters that a stretch begins or ends in are mostly explained.
fn explains(text: &[char], span: &Span, chosen: &[&Span]) -> bool {
    let inside = |at: usize| text.get(at).is_some_and(char::is_ascii_lowercase);
    if !inside(span.start) {
        return true;
    }
    let all = runs(text, char::is_ascii_lowercase);
    let Some((from, to)) = all.into_iter().find(|(from, to)| (*from..*to).contains(&span.start)) else {
        return true;
    };
    let covered = (from..to).filter(|at| chosen.iter().any(|s| (s.start..s.end).contains(at))).count();
    covered * 100 >= (to - from) * MOST
}

#[cfg(test)]
mod tests {
    use super::super::spans::What;
    use super::*;

    fn span(start: usize, end: usize, score: i32, loose: bool) -> Span {
        Span { start, end, what: What::Occupation(0), score, loose }
    }

    fn chosen(text: &str, spans: &[Span]) -> Vec<(usize, usize)> {
        let text: Vec<char> = text.chars().collect();
        choose(&text, spans.to_vec()).iter().map(|span| (span.start, span.end)).collect()
    }

    #[test]
    fn the_most_worth_together() {
        let spans =
            [span(0, 2, 20, false), span(2, 4, 20, false), span(1, 3, 30, false), span(0, 4, 39, false)];
        assert_eq!(chosen("甲乙丙丁", &spans), [(0, 2), (2, 4)]);
        assert_eq!(chosen("甲乙丙丁", &spans[2..]), [(0, 4)]);
        assert_eq!(chosen("甲乙", &[span(0, 2, 0, false)]), []);
        assert_eq!(chosen("", &[]), []);
    }

    #[test]
    fn a_small_place_does_not_touch_unread_words() {
        let spans = [span(0, 2, 7, true), span(2, 4, 20, false)];
        assert_eq!(chosen("甲乙丙丁", &spans), [(0, 2), (2, 4)]);
        assert_eq!(chosen("甲乙 丁", &spans[..1]), [(0, 2)]);
        assert_eq!(chosen("甲乙丙丁", &spans[..1]), []);
    }

    #[test]
    fn letters_are_explained_mostly_or_not_at_all() {
        assert_eq!(chosen("banyunxyz", &[span(0, 6, 20, false)]), [(0, 6)]);
        assert_eq!(chosen("banyunxyzuvw", &[span(0, 6, 20, false)]), []);
        assert_eq!(chosen("banyun xyzuvw", &[span(0, 6, 20, false)]), [(0, 6)]);
    }

    /// Against trying every subset.
    #[test]
    fn no_other_choice_is_worth_more() {
        let text = ['甲'; 9];
        let mut seed = 7_u64;
        for _ in 0..300 {
            let mut draw = |n: u64| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 33) % n
            };
            let spans: Vec<Span> = (0..9)
                .map(|_| {
                    let start = draw(8) as usize;
                    let end = start + 1 + draw((9 - start) as u64) as usize;
                    span(start, end, draw(30) as i32, false)
                })
                .collect();
            let most = (0..1_u32 << spans.len())
                .filter_map(|set| {
                    let some = spans.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1).map(|(_, s)| s);
                    let mut used = [false; 9];
                    let free = some
                        .clone()
                        .all(|s| (s.start..s.end).all(|at| !std::mem::replace(&mut used[at], true)));
                    free.then(|| some.map(|s| s.score).sum::<i32>())
                })
                .max();
            let got: i32 = choose(&text, spans).iter().map(|s| s.score).sum();
            assert_eq!(Some(got), most);
        }
    }
}
