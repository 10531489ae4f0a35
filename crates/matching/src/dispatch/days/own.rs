//! One worker's best day: shifts that do not overlap and are worth most together. It refuses nothing and misses
//! nothing: dynamic programming over the worker's shifts in the order of their ends.

use std::ops::Range;

use super::part::Part;

/// What may be done with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Taken or not.
    Free,
    /// Taken; whatever overlaps it for the same worker is [`Fate::Out`].
    In,
    /// Not taken.
    Out,
}

/// Room for the tables of one worker.
#[derive(Debug, Default)]
pub(super) struct Own {
    best: Vec<i128>,
    /// The pairs taken, by place, latest first.
    pub(super) taken: Vec<usize>,
}

impl Own {
    /// The most the places are worth together, given what each is worth and its fate; which they are is in `taken`.
    pub(super) fn solve(
        &mut self,
        part: &Part,
        places: Range<usize>,
        worth: impl Fn(usize) -> (i128, Fate),
    ) -> i128 {
        self.best.clear();
        self.best.push(0);
        let first = places.start;
        for place in places.clone() {
            let without = self.best[place - first];
            let (worth, fate) = worth(place);
            let with = worth + self.best[part.pairs[place].before as usize];
            self.best.push(match fate {
                Fate::Free => with.max(without),
                Fate::In => with,
                Fate::Out => without,
            });
        }
        self.taken.clear();
        let mut upto = places.len();
        while upto > 0 {
            let place = first + upto - 1;
            let takes = match worth(place).1 {
                Fate::Free => self.best[upto] != self.best[upto - 1],
                Fate::In => true,
                Fate::Out => false,
            };
            if takes {
                self.taken.push(place);
                upto = part.pairs[place].before as usize;
            } else {
                upto -= 1;
            }
        }
        self.best.last().copied().unwrap_or(0)
    }
}
