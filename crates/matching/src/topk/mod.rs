//! The exact top-k engine: the best k of everything that passes the filters of a question, by a profile of weights,
//! ties by the smaller id. It serves both ways: jobs for a worker and workers for a job.
//!
//! Nothing is guessed: a part of the index is left out only when a bound proves that nothing in it can be among the
//! best. An [`Index`] is a value: a clone is a snapshot that later changes do not touch. It refuses to know the
//! time, to word a reason and to say why somebody was left out.

mod bounds;
mod curve;
mod estimate;
mod index;
mod item;
mod leaf;
mod lens;
mod profile;
mod query;
mod score;
mod search;
mod sphere;
mod tree;
mod trie;

pub use index::{Builder, Index};
pub use item::{Item, Share, Side, Traits};
pub use profile::{PLAIN, PRODUCT, Parts, Profile};
pub use query::{Hit, Query, Scope, Wanted};
pub use score::{appraise, best_first};
