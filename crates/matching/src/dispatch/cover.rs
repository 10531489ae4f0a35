//! Why no plan has more assignments: workers and shifts such that every pair has one of them (König). It refuses to
//! decide anything; it reads the cover off a plan that is already as large as can be.

use super::certificate::Cover;
use super::graph::{Graph, NONE};
use super::matching::Matching;
use super::number::Number;

/// Whatever can be reached from workers without work: reached shifts and workers who were not reached cover all pairs.
pub(super) fn cover<W: Number>(graph: &Graph<W>, matching: &Matching<W>) -> Cover {
    let mut reached = matching.place.iter().map(|place| *place == NONE).collect::<Vec<_>>();
    let mut shifts = vec![false; graph.shifts()];
    let mut open = (0..graph.workers()).filter(|worker| reached[*worker]).collect::<Vec<_>>();
    while let Some(worker) = open.pop() {
        for place in graph.places(worker) {
            let shift = graph.shift[place] as usize;
            if std::mem::replace(&mut shifts[shift], true) {
                continue;
            }
            for &held in &matching.held[shift] {
                if !std::mem::replace(&mut reached[held as usize], true) {
                    open.push(held as usize);
                }
            }
        }
    }
    Cover { workers: reached.into_iter().map(|reached| !reached).collect(), shifts }
}
